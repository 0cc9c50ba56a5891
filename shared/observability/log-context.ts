import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that tie the log lines of one invocation together, from the API call to the platform call. */
export type LogContext = Readonly<{ requestId: string; functionName?: string }>;

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work` so that every log line written inside carries `context`. */
export const withLogContext = <Result>(context: LogContext, work: () => Result): Result =>
  storage.run(context, work);

/** The context of the running invocation, `undefined` outside one. */
export const currentLogContext = (): LogContext | undefined => storage.getStore();
