// Whatever the tutorial shows as printed has been printed; PapersTest holds its files against these here.
def log = new File(basedir, 'build.log').text.replace('spoiled/', 'data/')
def tutorial = new File(basedir, '../../../../docs/tutorial.md').text
def printed = (tutorial =~ /(?ms)^```text\n(.*?)^```/).collect { it[1].readLines() }.flatten()

// How long something took, and in which folder, differs.
def lasting = { it.replaceAll(/ in [\d,]+ ms -> .*/, '') }
def lines = log.readLines().collect(lasting)

assert !printed.empty
for (line in printed.collect(lasting)) {
  assert lines.any { it.contains(line) } : line
}
