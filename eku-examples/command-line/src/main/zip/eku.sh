#!/bin/sh
# Starts eku with the Java in the folder "runtime" beside this file, else that of JAVA_HOME, else that of the PATH.
here=$0
while [ -L "$here" ]; do
    link=$(readlink -- "$here")
    case $link in
        /*) here=$link ;;
        *) here=$(dirname -- "$here")/$link ;;
    esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$here")" && pwd)

complain() {
    printf 'eku: %s\n  Next: %s\n' "$1" "$2" >&2
    exit 3
}

if [ -x "$home/runtime/bin/java" ]; then
    java=$home/runtime/bin/java
elif [ -e "$home/runtime/bin/java.exe" ]; then
    complain 'the folder "runtime" holds a Java of another system.' \
        'take the zip for Linux, or delete the folder "runtime" and install Java 17 or newer.'
elif [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || complain "there is no bin/java in the folder that JAVA_HOME names ($JAVA_HOME)." \
        'let JAVA_HOME name the folder of a Java 17 or newer, or unset it.'
else
    java=$(command -v java) || complain 'no Java is found.' 'install Java 17 or newer, and let JAVA_HOME name its folder.'
fi

exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$home/lib/@launcher@.jar" "$@"
