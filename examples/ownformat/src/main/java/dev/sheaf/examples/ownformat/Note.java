package dev.sheaf.examples.ownformat;

import dev.sheaf.schema.SchemaRecord;

/// What the frames of this example hold, as JSON.
@SchemaRecord
record Note(int number, String text) {}
