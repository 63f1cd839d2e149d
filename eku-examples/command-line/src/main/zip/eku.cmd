@echo off
rem Starts eku with the Java in the folder "runtime" beside this file, else that of JAVA_HOME, else that of the PATH.
rem No delayed expansion, no blocks in brackets, no change of the folder: so it works from \\server\share and from folders
rem whose names hold blanks, brackets, &, ! or Japanese.
setlocal EnableExtensions DisableDelayedExpansion
set "EKU_HOME=%~dp0"

set "EKU_JAVA=%EKU_HOME%runtime\bin\java.exe"
if exist "%EKU_JAVA%" goto start
if exist "%EKU_HOME%runtime\bin\java" goto foreign

if not defined JAVA_HOME goto path
set "EKU_JAVA=%JAVA_HOME:"=%\bin\java.exe"
if exist "%EKU_JAVA%" goto start
goto nohome

:path
set "EKU_JAVA="
for %%J in (java.exe) do set "EKU_JAVA=%%~$PATH:J"
if not defined EKU_JAVA goto nojava

:start
"%EKU_JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "%EKU_HOME%lib\@launcher@.jar" %*
exit /b %ERRORLEVEL%

:foreign
echo eku: the folder "runtime" holds a Java of another system. 1>&2
echo   Next: take the zip for Windows, or delete the folder "runtime" and install Java 17 or newer. 1>&2
exit /b 3

:nohome
echo eku: there is no bin\java.exe in the folder that JAVA_HOME names. 1>&2
echo   Next: let JAVA_HOME name the folder of a Java 17 or newer, or unset it. 1>&2
exit /b 3

:nojava
echo eku: no Java is found. 1>&2
echo   Next: install Java 17 or newer, and let JAVA_HOME name its folder. 1>&2
exit /b 3
