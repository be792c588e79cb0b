package dev.sheaf.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that read all the data, on many threads. */
abstract class ReadMojo extends DatasetMojo {
  /**
   * How many threads read the data; 0 for as many as there are cores.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.threads", defaultValue = "0")
  private int threads;

  ReadMojo(Services services) {
    super(services);
  }

  /** The task of a call that reads all of a dataset. */
  final Task reading(String id, Dataset dataset, Arguments arguments) {
    int wanted = dataset.threads(threads);
    return task(id, arguments.with("--threads", wanted > 0 ? wanted : null).followedBy(sources(id, dataset)),
        "the data of '" + id + "' does not agree with " + dataset.schema(), "correct the data or the record");
  }
}
