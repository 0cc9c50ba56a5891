import { randomBytes } from 'node:crypto';
import type { KeysReport } from '../../../functions/manage-keys/handler.ts';
import type { LookupReport } from '../../../shared/keys/lookup-step.ts';
import { createLookupKeys, markOf } from '../../../shared/sealing/lookup-keys.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { Secret, SecretVersion } from '../secret/secret.ts';
import { jsonOf, putOver } from '../secret/versions.ts';
import { whyNotEverywhere } from './retirable.ts';
import { toTheEnd } from './run.ts';

/** The surroundings of a change of `lookupKey`. */
export type LookupKeyDeps = Readonly<{
  secret: Secret;
  invoke: Invoke;
  tell: (line: string) => void;
  clock: () => Date;
}>;

/** The phases of a change in the configuration document, in their order; `none`: no change is under way. */
export type LookupPhase = 'none' | 'begun' | 'copied' | 'used' | 'retired';

/** The work on stored items, all runs as one. */
export type StepWork = Omit<LookupReport, 'next'>;

/** The outcome of an order. `refusal`: why the phase did not change. `work`: what was done to stored items all the same. */
export type LookupKeyChange = Readonly<{
  phase: LookupPhase;
  since?: string;
  work?: StepWork;
  versionId?: string;
  refusal?: string;
}>;

type Fields = Readonly<Record<string, unknown>>;

const KEY_BYTES = 32;

/** Repeats of an idempotency key are answered for a day, and the locks of both keys are written from the beginning on. */
const COPIED_HOURS = 24;

/** The phase that the document is in. @throws {Error} when the secret has no document, or cannot be read. */
export const lookupPhaseOf = async ({ secret }: Pick<LookupKeyDeps, 'secret'>): Promise<LookupKeyChange> =>
  lookupPhaseIn(jsonOf(await inForce(secret)));

/**
 * Begins a change: puts a new look-up key of random bytes beside the present one. Ids go on being made with the key that has made
 * them until now.
 *
 * @throws {Error} when the secret has no document, or cannot be read or written.
 */
export const beginLookupChange = async (deps: LookupKeyDeps, dryRun: boolean): Promise<LookupKeyChange> => {
  const current = await inForce(deps.secret);
  const document = fieldsOf(jsonOf(current));
  const { phase, since } = lookupPhaseIn(document);
  if (phase !== 'none')
    return {
      phase,
      ...(since === undefined ? {} : { since }),
      refusal: 'a change of lookupKey is under way',
    };
  const lookupKey = String(document['lookupKey']);
  const { idKey = lookupKey } = document;
  const otherKey = newKeyBeside(lookupKey, String(idKey));
  return putPhase(deps, current, 'begun', { idKey, lookupChange: { otherKey } }, dryRun);
};

/** The mark of a key is short, and two keys must not have the same one. */
const newKeyBeside = (lookupKey: string, idKey: string): string => {
  const ids = Buffer.from(idKey, 'base64');
  const markOfKey = (key: string) => markOf(createLookupKeys(Buffer.from(key, 'base64'), ids));
  let key: string;
  do key = randomBytes(KEY_BYTES).toString('base64');
  while (markOfKey(key) === markOfKey(lookupKey));
  return key;
};

/**
 * Takes the next step of a change, if its time has come: the work on stored items first, then the next phase. Repeating is safe.
 *
 * @throws {Error} when no change is under way, or the secret or the function fails.
 */
export const takeNextStep = async (deps: LookupKeyDeps, dryRun: boolean): Promise<LookupKeyChange> => {
  const current = await inForce(deps.secret);
  const document = fieldsOf(jsonOf(current));
  const { phase, since = '' } = lookupPhaseIn(document);
  if (phase === 'none')
    throw new Error('no change of lookupKey is under way: npm run ops -- keys lookup-begin');
  const early = whyTooEarly(phase, since, deps.clock());
  if (early !== undefined) return { phase, since, refusal: early };
  const { steps, next, fields } = planOf(phase, document, since);
  const work = await workOn(deps, steps, dryRun);
  const refusal = whyNotDone(work, phase);
  if (refusal !== undefined || dryRun)
    return { phase, since, work, ...(refusal === undefined ? {} : { refusal }) };
  return { ...(await putPhase(deps, current, next, fields, false, work.at)), work };
};

type Underway = Exclude<LookupPhase, 'none'>;

const whyTooEarly = (phase: Underway, since: string, now: Date): string | undefined => {
  if (phase !== 'copied') return whyNotEverywhere(new Date(since), now);
  const leftMs = Date.parse(since) + COPIED_HOURS * 3_600_000 - now.getTime();
  if (leftMs <= 0) return undefined;
  return `answers to idempotency keys of before stand under the former key alone for ${COPIED_HOURS} hours: try again in ${Math.ceil(leftMs / 3_600_000)} h`;
};

type Plan = Readonly<{
  steps: readonly Readonly<{ step: 'copy' | 'rebuild' | 'clear'; copiedBefore?: string }>[];
  next: LookupPhase;
  /** The fields of the document that differ then. */
  fields: Fields;
}>;

const planOf = (phase: Underway, document: Fields, since: string): Plan => {
  const { otherKey } = fieldsOf(document['lookupChange']);
  switch (phase) {
    case 'begun':
      return { steps: [{ step: 'copy' }], next: 'copied', fields: { lookupChange: { otherKey } } };
    case 'copied': {
      const fields = { lookupKey: otherKey, lookupChange: { otherKey: document['lookupKey'] } };
      return { steps: [{ step: 'copy', copiedBefore: since }], next: 'used', fields };
    }
    case 'used':
      // Last of all what a function that died between its two writes has reserved under the former key alone.
      return {
        steps: [{ step: 'rebuild' }, { step: 'copy' }],
        next: 'retired',
        fields: { lookupChange: {} },
      };
    case 'retired':
      return { steps: [{ step: 'clear' }], next: 'none', fields: {} };
  }
};

const workOn = async (
  { invoke, tell }: LookupKeyDeps,
  steps: Plan['steps'],
  dryRun: boolean,
): Promise<StepWork> => {
  const total = { done: 0, changed: 0, unknown: 0, unreadableCount: 0 };
  const unreadable: string[] = [];
  let [unknownUntil, at]: [string | null, string] = [null, ''];
  const add = (page: LookupPage): void => {
    for (const name of ['done', 'changed', 'unknown', 'unreadableCount'] as const) total[name] += page[name];
    unreadable.push(...page.unreadable);
    if (page.unknownUntil !== null && page.unknownUntil > (unknownUntil ?? '')) ({ unknownUntil } = page);
    ({ at } = page);
    tell(`${total.done} done, ${total.changed} changed meanwhile`);
  };
  for (const step of steps) {
    if (total.changed > 0 || total.unreadableCount > 0) break;
    await toTheEnd<'lookup'>(invoke, { action: 'lookup', ...step, dryRun }, tell, add);
  }
  return { ...total, unknownUntil, unreadable, at };
};

type LookupPage = Extract<KeysReport, { action: 'lookup' }>;

const whyNotDone = (work: StepWork, phase: Underway): string | undefined => {
  const { changed, unknown, unknownUntil, unreadableCount } = work;
  if (unreadableCount > 0)
    return `${counted(unreadableCount, 'item')} cannot be opened (docs/runbook/alarms/items-unreadable.md), and would be lost`;
  if (changed > 0)
    return `${counted(changed, 'item was', 'items were')} changed meanwhile: give the order again`;
  // The rest of somebody who left before the copy stands under the former key alone.
  if (phase !== 'copied' || unknown === 0) return undefined;
  const until = unknownUntil === null ? 'as long as they are held' : `until ${unknownUntil}`;
  return `${counted(unknown, 'number rests', 'numbers rest')} for people whom no binding names any more, ${until}: others would get them`;
};

const putPhase = async (
  { secret, clock }: LookupKeyDeps,
  current: SecretVersion,
  phase: LookupPhase,
  { lookupChange, ...fields }: Fields,
  dryRun: boolean,
  since = clock().toISOString(),
): Promise<LookupKeyChange> => {
  if (dryRun) return { phase };
  const { lookupChange: _former, ...document } = fieldsOf(jsonOf(current));
  const change = phase === 'none' ? {} : { lookupChange: { phase, since, ...fieldsOf(lookupChange) } };
  const versionId = await putOver(secret, current, JSON.stringify({ ...document, ...fields, ...change }));
  return { phase, ...(phase === 'none' ? {} : { since }), versionId };
};

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

const PHASES: readonly Underway[] = ['begun', 'copied', 'used', 'retired'];

/** The phase that a document is in, and since when. */
export const lookupPhaseIn = (document: unknown): Readonly<{ phase: LookupPhase; since?: string }> => {
  const { phase: written, since } = fieldsOf(fieldsOf(document)['lookupChange']);
  const phase = PHASES.find((known) => known === written);
  return phase === undefined ? { phase: 'none' } : { phase, since: String(since) };
};

const inForce = async (secret: Secret): Promise<SecretVersion> => {
  const current = await secret.current();
  if (current === undefined) throw new Error('the secret has no document yet: npm run ops -- config set');
  if (typeof fieldsOf(jsonOf(current))['lookupKey'] !== 'string')
    throw new Error('the document in force is faulty: npm run ops -- config set');
  return current;
};
