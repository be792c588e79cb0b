/// The quickstart: [dev.sheaf.examples.quickstart.Mesh] is the record,
/// [dev.sheaf.examples.quickstart.Quickstart] the program.
package dev.sheaf.examples.quickstart;
