// How fast C++ simdjson reads float arrays from JSON text, with the checks that Sheaf makes: the figures to stand beside ours.
//
//     g++ -O3 -march=native -std=c++17 simdjson_arrays.cpp -lsimdjson -o simdjson_arrays    (Debian: g++, libsimdjson-dev)
//     simdjson_arrays DIR
//
// DIR holds the payloads of json_arrays.py. array.json is one record around one array, the files of sequence/ hold one each.
//
// The way is simdjson's fastest, On-Demand, each value parsed straight into its place. Checked are, as on our side: UTF-8 and
// JSON's grammar, each key known and there once, the dtype, a list of lists that are as long as the shape says, numbers that are
// finite as float32, nothing behind the end. To its favour: the parser and the memory for the text live through all runs; the
// result is new each time, but malloc hands out pages that have been touched.
//
// Each run reads the text from a file in the page cache, decodes it to float32 and is compared with what was written before its
// time counts. One process, one thread. One JSON line for each: peer, work, bytes (of text), seconds (the best), mb_per_s.

#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace simdjson;

constexpr uint64_t kRows = 680000, kFiles = 2000, kFileRows = 1000, kSeed = 2026, kSequenceStart = 1000000000;
constexpr int kRuns = 10;
const std::string kVersion = std::to_string(SIMDJSON_VERSION_MAJOR) + "." + std::to_string(SIMDJSON_VERSION_MINOR) + "."
                             + std::to_string(SIMDJSON_VERSION_REVISION);
constexpr double kFloatOverflow = 0x1.ffffffp127;  // From here on a double rounds to an infinite float.

// -- what is expected: as json_arrays.py makes it --------------------------------------------------------------------------

std::vector<float> values(uint64_t start, uint64_t rows) {
  std::vector<float> result(rows * 3);
  for (uint64_t i = 0; i < result.size(); i++) {
    uint64_t x = (start + i + kSeed + 1) * 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    x = x ^ (x >> 31);
    result[i] = static_cast<float>(static_cast<double>(x >> 40) / (1 << 23) - 1);
  }
  return result;
}

// -- reading ---------------------------------------------------------------------------------------------------------------

void demand(bool condition, const char* message) {
  if (!condition) throw std::runtime_error(message);
}

class Text {
 public:
  padded_string_view read(const std::string& path) {
    int file = open(path.c_str(), O_RDONLY);
    demand(file >= 0, "cannot open");
    struct stat facts;
    demand(fstat(file, &facts) == 0, "cannot stat");
    size_t size = static_cast<size_t>(facts.st_size);
    if (bytes_.size() < size + SIMDJSON_PADDING) bytes_.resize(size + SIMDJSON_PADDING);
    for (size_t done = 0; done < size;) {
      ssize_t count = ::read(file, bytes_.data() + done, size - done);
      demand(count > 0, "cannot read");
      done += static_cast<size_t>(count);
    }
    close(file);
    return padded_string_view(bytes_.data(), size, bytes_.size());
  }

 private:
  std::vector<char> bytes_;
};

void once(unsigned& seen, unsigned key) {
  demand((seen & key) == 0, "a key twice");
  seen |= key;
}


void readBuffer(ondemand::array rows, uint64_t rowCount, uint64_t width, std::vector<float>& target) {
  float* out = target.data();
  float* end = out + rowCount * width;
  for (auto rowResult : rows) {
    ondemand::array row;
    if (rowResult.get_array().get(row)) throw std::runtime_error("not a list");
    float* rowEnd = out + width;
    demand(rowEnd <= end, "more lists");
    for (auto cell : row) {
      double value;
      if (cell.get_double().get(value)) throw std::runtime_error("not a number");
      demand(std::fabs(value) < kFloatOverflow, "out of range");
      demand(out < rowEnd, "a longer list");
      *out++ = static_cast<float>(value);
    }
    demand(out == rowEnd, "a list of another length");
  }
  demand(out == end, "fewer lists than the shape says");
}
// The shape and the dtype come before the data in all these files; another order would need a second look at the data.
std::vector<float> readArray(ondemand::object array) {
  std::vector<float> result;
  uint64_t dims[2] = {0, 0};
  unsigned seen = 0;
  for (auto field : array) {
    std::string_view key = field.unescaped_key();
    if (key == "object_type") {
      once(seen, 1);
      demand(std::string_view(field.value().get_string()) == "array", "not an array");
    } else if (key == "shape") {
      once(seen, 2);
      int rank = 0;
      for (auto extent : field.value().get_array()) {
        demand(rank < 2, "too many axes");
        dims[rank++] = extent.get_uint64();
      }
      demand(rank == 2 && dims[1] == 3, "another shape");
    } else if (key == "dtype") {
      once(seen, 4);
      demand(std::string_view(field.value().get_string()) == "float32", "another dtype");
    } else if (key == "data") {
      once(seen, 8);
      demand((seen & 6) == 6, "data before shape and dtype");
      result.resize(dims[0] * dims[1]);
      unsigned inner = 0;
      for (auto part : field.value().get_object()) {
        std::string_view name = part.unescaped_key();
        if (name == "buffer") {
          once(inner, 1);
          readBuffer(part.value().get_array(), dims[0], dims[1], result);
        } else if (name == "encoding") {
          once(inner, 2);
          demand(std::string_view(part.value().get_string()) == "json", "another encoding");
        } else {
          demand(false, "an unknown key in data");
        }
      }
      demand(inner == 3, "a key is missing in data");
    } else {
      demand(false, "an unknown key");
    }
  }
  demand(seen == 15, "a key is missing");
  return result;
}

std::vector<float> readFile(ondemand::parser& parser, Text& text, const std::string& path) {
  ondemand::document document = parser.iterate(text.read(path));
  std::vector<float> result = readArray(document.get_object());
  demand(document.current_location().error() == OUT_OF_BOUNDS, "something behind the end");
  return result;
}

std::vector<float> readRecord(ondemand::parser& parser, Text& text, const std::string& path) {
  ondemand::document document = parser.iterate(text.read(path));
  std::vector<float> result;
  unsigned seen = 0;
  for (auto outer : document.get_object()) {
    demand(std::string_view(outer.unescaped_key()) == "inputs", "an unknown key");
    once(seen, 1);
    for (auto field : outer.value().get_object()) {
      demand(std::string_view(field.unescaped_key()) == "data", "an unknown field");
      once(seen, 2);
      result = readArray(field.value().get_object());
    }
  }
  demand(seen == 3, "a key is missing");
  demand(document.current_location().error() == OUT_OF_BOUNDS, "something behind the end");
  return result;
}

// -- measuring -------------------------------------------------------------------------------------------------------------

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void demandEqual(const std::vector<float>& expected, const std::vector<float>& found) {
  demand(expected.size() == found.size()
             && std::memcmp(expected.data(), found.data(), expected.size() * sizeof(float)) == 0,
         "the answer is wrong");
}

void report(const char* work, uint64_t bytes, const std::function<double()>& run) {
  double best = run();
  for (int i = 1; i < kRuns; i++) best = std::min(best, run());
  std::printf("{\"peer\": \"C++ simdjson %s On-Demand (%s)\", \"work\": \"%s\", \"bytes\": %llu, \"seconds\": %.5f, \"mb_per_s\": %.1f}\n",
              kVersion.c_str(), get_active_implementation()->name().c_str(), work,
              static_cast<unsigned long long>(bytes), best, bytes / best / 1e6);
  std::fflush(stdout);
}

void measure(const std::string& folder) {
  ondemand::parser parser;
  Text text;

  std::string one = folder + "/array.json";
  std::vector<float> expected = values(0, kRows);
  report("array.json", std::filesystem::file_size(one), [&] {
    double start = now();
    std::vector<float> found = readRecord(parser, text, one);
    double seconds = now() - start;
    demandEqual(expected, found);
    return seconds;
  });

  std::vector<std::string> paths;
  uint64_t bytes = 0;
  for (auto& entry : std::filesystem::directory_iterator(folder + "/sequence")) {
    if (entry.path().extension() == ".json") bytes += std::filesystem::file_size(entry.path());
  }
  report("sequence.json", bytes, [&] {
    double start = now();
    paths.clear();
    for (auto& entry : std::filesystem::directory_iterator(folder + "/sequence")) {
      if (entry.path().extension() == ".json") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    demand(paths.size() == kFiles, "another number of files");
    double seconds = now() - start;
    for (uint64_t i = 0; i < kFiles; i++) {
      start = now();
      std::vector<float> found = readFile(parser, text, paths[i]);
      seconds += now() - start;
      demandEqual(values(kSequenceStart + i * kFileRows * 3, kFileRows), found);
    }
    return seconds;
  });
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: simdjson_arrays DIR\n");
    return 2;
  }
  try {
    measure(arguments[1]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "simdjson_arrays: %s\n", e.what());
    return 1;
  }
}
