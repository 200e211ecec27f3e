import { execFileSync } from "node:child_process";
import { type Account, runsAsRoot } from "../machine/account";
import { findProgram } from "../machine/programs";

/**
 * How a child is held together and brought down:
 * - `namespace`: pid namespaces; when the first process ends or this process dies, the kernel ends all the rest;
 * - `group`: a process group, with the parent-death signal for its leader only (containers and distributions that forbid namespaces);
 * - `bare`: a process group alone (macOS).
 */
export type IsolationKind = "namespace" | "group" | "bare";

export interface Isolation {
  readonly kind: IsolationKind;
  /** The arguments that run `argv` as `account`, isolated. */
  wrap(argv: readonly string[], account: Account, limits: readonly string[]): string[];
  /** The arguments that run `argv` as `account`, and no more: it may outlive this process. */
  as(account: Account, argv: readonly string[]): string[];
}

// By its full path: PATH is the slug's when the child is spawned, and these run as root.
const tool = (name: string): string => findProgram(name) ?? name;

// A change of uid clears the parent-death signal, hence a second one after it.
function asAccount({ uid, gid }: Account): string[] {
  const user = ["--reuid", String(uid), "--regid", String(gid), "--clear-groups", "--inh-caps=-all"];
  return [tool("setpriv"), ...(runsAsRoot() ? user : []), "--no-new-privs"];
}

const diesWithParent = ["--pdeathsig", "KILL"];
const as = (account: Account, argv: readonly string[]): string[] => [...asAccount(account), ...argv];

/** Puts the account's list of users in place of the machine's, in the mount namespace of the process alone. */
function withUsers({ users }: Account): string[] {
  if (users === undefined || !runsAsRoot()) return [];
  return ["/bin/sh", "-c", `'${tool("mount")}' --bind "$0" /etc/passwd && exec "$@"`, users];
}

/**
 * The first process of a pid namespace gets no signal that it does not handle, so the program must not be it. This shell is
 * (tini, made for it, is on few machines). Descriptor 3 tells when the program can be signalled. It waits for the program in the foreground and
 * ends with its exit code, whereupon the kernel ends whatever the program left. When it was told to stop, it first waits for all the others, too:
 * they may be finishing a request. Its own words ("Terminated") go nowhere.
 */
const firstProcess = [
  'trap "stopping=1" TERM',
  "exec 4>&2 2>/dev/null",
  '(echo ready >&3; exec "$@" 2>&4 3>&- 4>&-)',
  "code=$?",
  'while [ "$stopping" ] && kill -s 0 -- -1; do sleep 0.02; done',
  "exit $code",
].join("; ");

function namespace(userNamespace: readonly string[]): Isolation {
  const outer = [tool("setpriv"), "--pdeathsig", "KILL", tool("unshare"), ...userNamespace];
  const chain = [...outer, "--fork", "--pid", "--mount-proc", "--kill-child=KILL"];
  return {
    kind: "namespace",
    as,
    wrap: (argv, account, limits) => [
      ...chain,
      ...withUsers(account),
      ...asAccount(account),
      ...diesWithParent,
      ...limits,
      "/bin/sh",
      "-c",
      firstProcess,
      "first",
      ...argv,
    ],
  };
}

/** Without namespaces: a watcher ends what the parent-death signal does not reach. */
export const processGroup: Isolation = {
  kind: "group",
  as,
  wrap: (argv, account, limits) => [...asAccount(account), ...diesWithParent, ...limits, ...argv],
};

const bare: Isolation = { kind: "bare", as: (_account, argv) => [...argv], wrap: (argv) => [...argv] };

function works(isolation: Isolation, account: Account): boolean {
  const [file, ...args] = isolation.wrap(["true"], account, []);
  try {
    execFileSync(file as string, args, { stdio: ["ignore", "ignore", "ignore", "ignore"], timeout: 5000, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

/** The strongest isolation that this machine allows, found by trying. */
export function findIsolation(account: Account): Isolation {
  if (findProgram("setpriv") === undefined) return bare;
  const userNamespaces = runsAsRoot()
    ? [[]]
    : [
        ["--user", "--map-current-user"],
        ["--user", "--map-root-user"],
      ];
  const namespaces = findProgram("unshare") === undefined ? [] : userNamespaces.map(namespace);
  return [...namespaces, processGroup].find((candidate) => works(candidate, account)) ?? bare;
}
