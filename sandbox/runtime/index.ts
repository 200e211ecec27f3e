import { ActRunner } from "./actions/runner";
import type { CellRunner, JobMachine } from "./actions/types";
import { LocalBuilder } from "./builder/builder";
import { outsideFolder } from "./machine/folders";
import { PostgresServer } from "./postgres/server";
import { LocalProcesses } from "./processes/runner";
import { type Builder, type DatabaseServer, type ProcessRunner } from "./types";

export interface RuntimeOptions {
  /** SANDBOX_HOME: an absolute path. */
  readonly home: string;
  /** The program that runs jobs of workflows; they wait while it does not exist. */
  readonly actProgram?: string;
  /** What those jobs find on this machine. */
  readonly jobMachine?: JobMachine;
  /** What a person should know, such as where the databases lie. */
  readonly log?: (line: string) => void;
}

export interface Runtime {
  readonly databases: DatabaseServer;
  readonly builder: Builder;
  readonly processes: ProcessRunner;
  /** Jobs of workflows. */
  readonly jobs: CellRunner;
  /** Where data may lie outside `home` (when root's home cannot be entered by databases and dynos): a reset removes it, too. */
  readonly outsideFolder: string;
}

/** The real databases, builds and processes of a sandbox. Make it on the main thread. */
export function createRuntime(options: RuntimeOptions): Runtime {
  return {
    databases: new PostgresServer(options),
    builder: new LocalBuilder(options),
    processes: new LocalProcesses(options),
    jobs: new ActRunner({
      home: options.home,
      program: options.actProgram ?? "/nonexistent/act",
      machine: options.jobMachine,
    }),
    outsideFolder: outsideFolder(options.home),
  };
}
