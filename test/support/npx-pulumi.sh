#!/bin/sh
# The engine as `npx pulumi` starts it, in the folder that --cwd names.
exec "$(dirname "$0")/../../node_modules/.bin/pulumi" "$@"
