#!/bin/sh
# Holds every golden payload to the types of npm's discord-api-types, which nobody of
# this project wrote. Needs Node 20 and, the first time, the npm registry:
#
#	adapters/discord/typecheck/run.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/handvat-peers/discord
mkdir -p "$cache"
[ -d "$cache/node_modules/discord-api-types" ] && [ -d "$cache/node_modules/typescript" ] ||
	npm install --prefix "$cache" --no-audit --no-fund --silent discord-api-types@0.38.57 typescript@5.9.3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$cache/node_modules" "$work/node_modules"
node "$here/write.mjs" "$here/../testdata" >"$work/golden.ts"
"$work/node_modules/.bin/tsc" --noEmit --strict --skipLibCheck --module nodenext --target es2022 "$work/golden.ts"
echo "$(grep -c '^export const' "$work/golden.ts") payloads have the right types"
