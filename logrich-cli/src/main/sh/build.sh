# Read by the start scripts, which set $root to the top of the repository before: builds the program and the examples
# if they are missing or older than their sources. Sets $java, $quick and $program, the directory of the jars. POSIX sh.

target=$root/logrich-cli/target
stamp=$target/.built # as old as the beginning of the last build; says where its jars are

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
else
    java=java
fi

# For a quick start; nothing depends on these flags.
quick='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto'

# Whether nothing has changed since the last build began.
is_built() {
    [ -f "$stamp" ] && read -r program <"$stamp" && program=$target/$program && [ -d "$program" ] &&
        [ -z "$(find "$root/pom.xml" \
            "$root/logrich-core/pom.xml" "$root/logrich-core/src/main" \
            "$root/logrich-os/pom.xml" "$root/logrich-os/src/main" \
            "$root/logrich-cli/pom.xml" "$root/logrich-cli/src/main" \
            "$root"/examples/*/pom.xml "$root"/examples/*/src/main \
            -newer "$stamp" 2>&1 | head -n 1)" ]
}

build() {
    is_built && return # somebody else was at it while we waited for the lock
    echo "logrich: building, this once (up to a minute)" >&2
    if ! command -v mvn >/dev/null; then
        echo "logrich: cannot build without Maven (mvn)" >&2
        return 1
    fi
    : >"$stamp.new"
    examples=$(cd "$root" && printf ',%s' examples/*/pom.xml)
    # the flags halve the time of such a short build
    if ! (cd "$root" && MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}" mvn -B -q -Dstyle.color=never -Dquick package -pl "logrich-cli$examples" -am) \
        >"$target/build.log" 2>&1 </dev/null; then
        cat "$target/build.log" >&2
        echo "logrich: the build has failed" >&2
        return 1
    fi
    publish
}

# Copies the jars to a place of their own: the next build must not change those that a program runs from.
publish() {
    name=program-$(date +%s)-$$
    mkdir "$target/$name" &&
        cp -R "$target/logrich-cli.jar" "$target/lib" "$root"/examples/*/target/*.jar "$target/$name" &&
        archive "$target/$name" &&
        echo "$name" >"$stamp.tmp" && touch -r "$stamp.new" "$stamp.tmp" || return
    former=
    [ ! -f "$stamp" ] || read -r former <"$stamp"
    mv "$stamp.tmp" "$stamp" || return
    for old in "$target"/program-*; do
        case ${old##*/} in
            "$name" | "$former") ;;
            *) rm -rf "$old" ;;
        esac
    done
}

# Leaves the classes beside the jars as the VM has them in memory after a short run, so that later ones need not read and
# check them again. A program starts without that, too.
archive() {
    # none of the variables LOG_*: this run is for nobody
    # shellcheck disable=SC2086
    env -i PATH="$PATH" HOME="${HOME:-/}" "$java" $quick -XX:ArchiveClassesAtExit="$1/logrich-cli.jsa" \
        -jar "$1/logrich-cli.jar" run --console-stream none -- true >/dev/null 2>&1 </dev/null ||
        rm -f "$1/logrich-cli.jsa"
}

# Where there is no flock: a link that names the pid of its maker, who may have died. Only who holds the directory beside
# it may take the link of a dead one away, lest two do so and one of them takes the new one.
build_behind_link() {
    lock=$target/.building
    until ln -s "pid-$$" "$lock" 2>/dev/null; do
        holder=$(readlink "$lock")
        if [ -n "$holder" ] && ! kill -0 "${holder#pid-}" 2>/dev/null && mkdir "$lock.breaking" 2>/dev/null; then
            [ "$(readlink "$lock")" != "$holder" ] || rm -f "$lock"
            rmdir "$lock.breaking"
        else
            sleep 1
        fi
    done
    trap 'rm -f "$lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    build
    built=$?
    rm -f "$lock"
    trap - EXIT INT TERM
    return $built
}

if ! is_built; then
    mkdir -p "$target" || exit 1
    if command -v flock >/dev/null; then
        { flock 9 && build; } 9>"$target/.build.lock" || exit 1
    else
        build_behind_link || exit 1
    fi
    read -r program <"$stamp" # what has changed meanwhile is for the next start
    program=$target/$program
fi
