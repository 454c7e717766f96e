#!/bin/sh
# Upgrades a release on its data: fills a server of the old archive, stops it, starts one of the new
# archive on the same folder, and compares what people read there before and after. Both archives
# are made by `./drawbridge package`. Needs curl. Prints what it compared; exit code 0 if all is well.
#
# usage: load-tests/upgrade.sh OLD.tar.gz NEW.tar.gz [MESSAGES]
set -eu

[ $# -ge 2 ] || { sed -n '6s/^# //p' "$0" >&2; exit 2; }
messages=${3:-200}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "upgrade: $1" >&2
  [ ! -f "$folder/log" ] || tail -n 20 "$folder/log" >&2
  exit 1
}

# Unpacks the archive $1, and points the link to it, as an installation does.
install() {
  tar -xzf "$1" -C "$folder"
  release=$(tar -tzf "$1" | head -n 1 | cut -d/ -f1)
  ln -sfn "$release" "$folder/drawbridge"
  "$folder/drawbridge/bin/drawbridge" version >"$folder/version" 2>"$folder/log" || fail "no version"
  case $(cat "$folder/version") in
    "Drawbridge ${release#drawbridge-},"*) ;;
    *) fail "version: $(cat "$folder/version") (expected: that of $release)" ;;
  esac
  cat "$folder/version"
}

start() {
  : >"$folder/said"
  "$folder/drawbridge/bin/drawbridge" demo --http-port 0 --management-port 0 --drain 0s \
    --data-folder "$folder/data" >"$folder/said" 2>"$folder/log" &
  server=$!
  until grep -q '^Ctrl-C stops it' "$folder/said"; do
    kill -0 "$server" 2>/dev/null || fail "the server did not start"
    sleep 1
  done
  address=$(sed -n 's/^The demo runs at //p' "$folder/said")
}

stop() {
  kill "$server"
  code=0
  wait "$server" || code=$?
  server=
  [ "$code" = 0 ] || fail "the server ended with exit code $code (expected: 0)"
}

# Asks the command $1 with the body $2, by the token $3 if there is one.
ask() {
  curl -sS --fail-with-body -X POST -H 'Content-Type: application/json' \
    ${3:+-H "Authorization: Bearer $3"} -d "$2" "$address/v1/$1" || fail "$1 was refused"
}

field() {
  sed -n "s/.*\"$1\":\"\\{0,1\\}\\([^\",}]*\\).*/\\1/p"
}

token() {
  ask account.sign_in "{\"email\":\"$1\",\"password\":\"drawbridge-demo\",\"device\":\"upgrade\"}" \
    | field access_token
}

# Writes down in the folder $1 what each person reads: conversations, messages, sums of files.
read_all() {
  mkdir "$folder/$1"
  for person in ada@northwind ben@northwind olga@southpole finn@northlight greta@southpole; do
    told=$(token "$person.example")
    facts=$folder/$1/$person
    ask inbox.list '{}' "$told" >"$facts.page"
    grep -o '"c_[a-z0-9]*"' "$facts.page" | tr -d '"' | sort -u >"$facts.conversations"
    while read -r conversation; do
      ask message.history "{\"conversation\":\"$conversation\",\"limit\":100}" "$told" >"$facts.page"
      grep -o '"pos":[0-9]*\|"text":"[^"]*"\|"name":"[^"]*"\|"f_[a-z0-9]*"' "$facts.page" \
        | sort >>"$facts.facts"
      for file in $(grep -o 'f_[a-z0-9]*' "$facts.page" | sort -u); do
        curl -sS --fail -H "Authorization: Bearer $told" "$address/v1/files/$file" \
          | cksum >>"$facts.facts" || fail "the file $file is gone"
      done
    done <"$facts.conversations"
    rm "$facts.page"
  done
}

send() {
  ask message.send "{\"client_id\":\"$1\",\"conversation\":\"$thread\",\"text\":\"$1\"}" "$ada" \
    | field pos
}

install "$1"
start
ada=$(token ada@northwind.example)
olga=$(token olga@southpole.example)
thread=$(ask inbox.list '{}' "$olga" | grep -o '"c_[a-z0-9]*"' | head -n 1 | tr -d '"')
[ -n "$thread" ] || fail "Olga sees no thread"
last=0
for i in $(seq "$messages"); do
  last=$(send "before-$i")
done
[ "$last" -gt 0 ] || fail "the last message has no position"
read_all before
stop

install "$2"
start
read_all after
diff -r "$folder/before" "$folder/after" || fail "what people read differs: see the lines above"
facts=$(cat "$folder"/before/*.facts | wc -l)
[ "$facts" -gt "$messages" ] || [ "$facts" -gt 100 ] || fail "only $facts facts were compared"
ask account.me '{}' "$ada" >/dev/null
again=$(send "before-$messages")
[ "$again" = "$last" ] || fail "a command of before was done again: $again (expected: $last)"
next=$(send "after-1")
[ "$next" -gt "$last" ] || fail "the next position is $next (expected: more than $last)"
stop
echo "upgrade: $facts facts of 5 people are the same; a token and a command of before are known"
