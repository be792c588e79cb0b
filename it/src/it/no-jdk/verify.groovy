def log = new File(basedir, 'build.log').text

assert log.contains('Expected a Java 25 or later to read the data with, found none: the build has chosen no toolchain,'
    + ' toolchains.xml names none, Maven runs on Java ')
assert log.contains('To go on, install a JDK 25 or later and let Maven know it: name it with -Ddataset.jdk=')
