package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * What the worker is asked to do, and what to say when it says no.
 *
 * @param subject what it is about, such as {@code the dataset 'mesh'}
 * @param arguments the command line of {@code sheaf}
 * @param folder where the worker runs
 * @param callFile the file that keeps the call when it did not go well, so that it can be repeated
 * @param refusal what it means that the command found something, as a clause
 * @param remedy what to do then
 */
record Task(String subject, List<String> arguments, Path folder, Path callFile, String refusal, String remedy) {
  Task {
    arguments = List.copyOf(arguments);
  }
}
