# Row
#
# Not in Arrow's types:
#   image: the dimension H, W of the shape (H, W, 3)
import pyarrow as pa

schema = pa.schema([
    pa.field("image", pa.struct([pa.field("data", pa.list_(pa.uint8())), pa.field("shape", pa.list_(pa.int32(), 3))]), nullable=False, metadata={"ARROW:extension:name": "arrow.variable_shape_tensor", "ARROW:extension:metadata": '{"dim_names": ["H", "W", ""], "uniform_shape": [null, null, 3]}'}),
    pa.field("grid", pa.struct([pa.field("data", pa.list_(pa.int64())), pa.field("shape", pa.list_(pa.int32(), 2))]), metadata={"ARROW:extension:name": "arrow.variable_shape_tensor", "ARROW:extension:metadata": '{"uniform_shape": [null, null]}'}),
    pa.field("feature", pa.dense_union([pa.field("hole", pa.struct([pa.field("radius", pa.float32(), nullable=False)]))]), nullable=False),
])
