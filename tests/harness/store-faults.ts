import type { Documents } from '../../shared/storage/documents.ts';

/** One call to the store: the command's name and input. */
export type StoreCall = Readonly<{ name: string; input: Readonly<Record<string, unknown>> }>;

/** What happens to a call: `before` fails without effect, `after` is carried out and its answer lost. */
export type StoreVerdict = 'ok' | 'before' | 'after';

/** Decides each call's fate and remembers the calls. */
export type StoreFaults = {
  /** Asked for every call; everything is `ok` by default. */
  judge: (call: StoreCall) => StoreVerdict;
  readonly calls: StoreCall[];
};

/** Puts the store's calls under the control of a test. The fault is what the SDK throws when the engine is away. */
export const withStoreFaults = (documents: Documents): StoreFaults => {
  const faults: StoreFaults = { judge: () => 'ok', calls: [] };
  const send = documents.send.bind(documents) as (command: object, ...rest: unknown[]) => Promise<unknown>;
  const faulty = async (command: object, ...rest: unknown[]): Promise<unknown> => {
    const input = 'input' in command ? (command.input as Readonly<Record<string, unknown>>) : {};
    const call = { name: command.constructor.name, input };
    faults.calls.push(call);
    const verdict = faults.judge(call);
    if (verdict === 'before') throw new Error('injected: the store is away');
    const result = await send(command, ...rest);
    if (verdict === 'after') throw new Error('injected: the answer of the store is lost');
    return result;
  };
  Object.assign(documents, { send: faulty });
  return faults;
};

/** Names of the commands that change something. */
export const isWrite = ({ name }: StoreCall): boolean => /^(Put|Update|Delete|BatchWrite)/.test(name);
