# Sourced by mvnw and vecgo: exports JAVA_HOME of a JDK 25 or newer, or fails with one sentence.
# Looked at in this order: JAVA_HOME, the java on the PATH, the usual folders of installed JDKs.

vecgo_java_major() {
  # Prints the feature release of the JDK at $1 ("25"); nothing where $1 is no JDK.
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

vecgo_is_jdk25() {
  major="$(vecgo_java_major "$1")" && [ -n "$major" ] && [ "$major" -ge 25 ]
}

vecgo_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && vecgo_is_jdk25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  on_path="$(command -v javac 2>/dev/null)" || on_path=''
  if [ -n "$on_path" ]; then
    on_path="$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")"
    on_path="${on_path%/bin/javac}"
    if vecgo_is_jdk25 "$on_path"; then
      printf '%s\n' "$on_path"
      return 0
    fi
  fi
  for candidate in \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/*; do
    if vecgo_is_jdk25 "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

if JAVA_HOME="$(vecgo_find_jdk)"; then
  export JAVA_HOME
else
  echo 'Vecgo needs a JDK 25 or newer, and none was found: install one (for example Temurin 25) or set JAVA_HOME to it.' >&2
  exit 1
fi
