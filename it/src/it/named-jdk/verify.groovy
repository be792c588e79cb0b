def log = new File(basedir, 'build.log').text

assert log.contains('Expected the folder of a JDK 25 or later in <jdk> (dataset.jdk), found no bin/java in '
    + new File(basedir, 'no/such/jdk') + '. To go on, correct it, or leave it out and install a JDK 25 or later')
