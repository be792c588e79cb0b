@echo off
rem The command sheaf. It runs on the Java of JAVA_HOME, else on the PATH's: 25 or later.
rem SHEAF_OPTS are options for Java, such as -Xmx4g.
setlocal

set "SHEAF_JAVA=java"
if not defined JAVA_HOME goto run
set "SHEAF_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%SHEAF_JAVA%" goto run
echo sheaf: JAVA_HOME is "%JAVA_HOME%", where no bin\java.exe is; set it to a JDK 25 or later 1>&2
exit /b 3

:run
"%SHEAF_JAVA%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %SHEAF_OPTS% -cp "%~dp0..\lib\*" dev.sheaf.cli.Sheaf %*
exit /b %ERRORLEVEL%
