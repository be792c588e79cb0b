# Scan: One scan of a part.
#
# Not in Arrow's types:
#   offset: a text that is an OffsetDateTime
#   unit: default "mm"
#   unit: one of mm, in
#   confidence: ≥ 0, < 1
#   operator: 1 to 20 characters
#   names[]: not blank
#   cloud.points: finite
#   cloud.points: the dimension N of the shape (N, 3)
#   cloud.labels: the dimension N of the shape (N)
import pyarrow as pa

schema = pa.schema([
    # Which part, "left" | right.
    pa.field("part", pa.string(), nullable=False),
    pa.field("taken", pa.timestamp("ns", tz="UTC"), nullable=False),
    pa.field("day", pa.date32(), nullable=False),
    pa.field("at", pa.time64("ns"), nullable=False),
    pa.field("local", pa.timestamp("ns"), nullable=False),
    pa.field("offset", pa.string(), nullable=False),
    pa.field("took", pa.duration("ns")),
    pa.field("unit", pa.string(), nullable=False),
    pa.field("confidence", pa.float64(), nullable=False),
    pa.field("operator", pa.string()),
    pa.field("good", pa.bool_(), nullable=False),
    pa.field("count", pa.int16(), nullable=False),
    pa.field("raw", pa.binary(), nullable=False),
    pa.field("tags", pa.map_(pa.string(), pa.field("value", pa.string(), nullable=False)), nullable=False),
    pa.field("names", pa.list_(pa.field("element", pa.string(), nullable=False)), nullable=False),
    pa.field("image", pa.fixed_shape_tensor(pa.uint8(), [28, 28]), nullable=False),
    pa.field("half", pa.float16(), nullable=False),
    pa.field("vector", pa.list_(pa.field("element", pa.float64(), nullable=False), 4), nullable=False),
    pa.field("cloud", pa.struct([pa.field("points", pa.list_(pa.field("element", pa.list_(pa.field("element", pa.float32(), nullable=False), 3), nullable=False)), nullable=False), pa.field("labels", pa.list_(pa.field("element", pa.uint8(), nullable=False)), nullable=False)]), nullable=False),
])
