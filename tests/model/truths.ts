import { expect } from 'vitest';
import { type Binding, statusAt } from '../../shared/bindings/model/binding.ts';
import type { BindingRecord } from '../../shared/bindings/model/binding-store.ts';
import { OWNER, reservingPartiesOf } from '../../shared/bindings/model/mode-rules.ts';
import type { Deed } from './actions.ts';
import type { Platforms, Reply, State, Subject } from './subject.ts';

/** A deed that was done: which binding it meant, and what its caller was told. */
export type Done = Readonly<{ deed: Deed; target: string | undefined; reply: Reply }>;

const LIVE = ['pending', 'active', 'releasing'];
const isLive = ({ binding: { status } }: BindingRecord): boolean => LIVE.includes(status);

/** Active for readers, with nothing under way. */
export const isResolvedActive = ({ binding, change }: BindingRecord, now: string): boolean =>
  change === undefined && statusAt(binding, new Date(now)) === 'active';

/** The truths of every moment at which no request is under way, whatever went wrong before. */
export const checkState = (subject: Subject, state: State): void => {
  for (const record of state.records) checkRecord(subject, state, record);
  for (const binding of state.platform) {
    checkOwner(state, binding);
    checkOccupied(subject, state, binding);
  }
  checkPairs(state);
};

const pairOf = ({ a, b, reference }: Binding): string => JSON.stringify([a, b ?? null, reference ?? null]);

/** Without an idempotency key no pair is bound twice, neither by a bind nor by a change. */
const checkPairs = ({ records, keyed, now }: State): void => {
  const pairs = records
    .filter((record) => isResolvedActive(record, now) && !keyed.includes(record.binding.bindingId))
    .map(({ binding }) => pairOf(binding));
  expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
};

/** A change brings nobody into a pair that another binding has had since before it was asked for. */
const checkNewPair = (before: State, state: State, { binding }: BindingRecord): void => {
  const former = before.records.find((record) => record.binding.bindingId === binding.bindingId);
  // A former change that was under way is concluded with this one.
  if (former === undefined || former.change !== undefined) return;
  if (pairOf(former.binding) === pairOf(binding)) return;
  const hasPair = (moment: State, bindingId: string): boolean =>
    moment.records.some(
      (record) =>
        record.binding.bindingId === bindingId &&
        isResolvedActive(record, moment.now) &&
        pairOf(record.binding) === pairOf(binding),
    );
  const others = before.records
    .map((record) => record.binding.bindingId)
    .filter((bindingId) => bindingId !== binding.bindingId);
  expect(others.filter((other) => hasPair(before, other) && hasPair(state, other))).toEqual([]);
};

const checkRecord = (subject: Subject, state: State, record: BindingRecord): void => {
  const { binding, change, openChange } = record;
  if (statusAt(binding, new Date(state.now)) !== 'active') return;
  const there = state.platform.find(({ subscriptionId }) => subscriptionId === binding.subscriptionId);
  const mayBeShorter = typeof change?.ttlSeconds === 'number' || openChange?.fields.includes('ttlSeconds');
  if (subject.mode !== 'X' && mayBeShorter !== true) expect(there).toBeDefined();
  if (!isResolvedActive(record, state.now)) return;
  // An older change may have been applied over the binding's, until its values are set again.
  if (there !== undefined && openChange === undefined) checkSame(binding, there);
  checkReservations(subject, state, binding);
};

const checkSame = (binding: Binding, there: Platforms): void => {
  expect([there.a, there.b, there.x]).toEqual([binding.a, binding.b ?? null, binding.x]);
  // AXYB: nobody else is behind a Y of A's.
  const behindY = there['relations'];
  if (Array.isArray(behindY)) expect(behindY).toHaveLength(binding.b === undefined ? 0 : 1);
  // Ours ends no later than the platform's.
  if (binding.expiresAt === undefined) expect(there.expiresAt).toBeNull();
  else if (there.expiresAt !== null) expect(binding.expiresAt <= there.expiresAt).toBe(true);
};

/** The keys of all that a binding reserves on its X: its parties, and in AXE its extension. */
export const holdersOf = ({ lookup }: Pick<Subject, 'lookup'>, binding: Binding): readonly string[] => [
  ...reservingPartiesOf(binding).map((party) => lookup('party', party)),
  ...(binding.extension === undefined ? [] : [lookup('extension', binding.extension)]),
];

const checkReservations = (subject: Subject, state: State, binding: Binding): void => {
  const { mode, lookup } = subject;
  const x = lookup('private-number', binding.x ?? '');
  for (const party of holdersOf(subject, binding)) {
    const reservation = state.reservations.find(
      (candidate) => candidate.party === party && candidate.x === x,
    );
    expect(reservation).toMatchObject({ bindingId: binding.bindingId, freeAt: undefined });
    const person = [binding.a, binding.b ?? ''].find((number) => lookup('party', number) === party);
    if (mode === 'X') checkRoute(binding, person ?? '', reservation?.route ?? {});
  }
};

const checkRoute = (binding: Binding, caller: string, route: Readonly<Record<string, unknown>>): void => {
  const isA = caller === binding.a;
  const { bindingId, callee, mayCall, expiresAt } = route;
  expect({ bindingId, callee, mayCall, expiresAt }).toEqual({
    bindingId: binding.bindingId,
    callee: isA ? binding.b : binding.a,
    mayCall: binding.terms.callDirection !== (isA ? 'to-a' : 'from-a'),
    expiresAt: binding.expiresAt,
  });
};

/** Each binding at the platform is one of ours, or one that we know we are looking for. */
const checkOwner = (state: State, there: Platforms): void => {
  const owners = state.records.filter(
    ({ binding }) => binding.subscriptionId === there.subscriptionId && isLive({ binding } as BindingRecord),
  );
  if (owners.length > 0) {
    expect(owners).toHaveLength(1);
    return;
  }
  const seekers = state.records.filter(
    ({ binding }) =>
      binding.status === 'pending' &&
      binding.a === there.a &&
      (there.b === null || binding.b === there.b) &&
      (binding.x === undefined || binding.x === there.x),
  );
  const open = state.records.filter(
    ({ binding, openBind }) =>
      openBind?.a === there.a && (there.b === null || openBind.b === there.b) && binding.x === there.x,
  );
  expect(seekers.length + open.length).toBeGreaterThan(0);
};

/**
 * ADR 39: nobody else gets an X on which the platform may have somebody for a binding of ours, as it is or as a change is making
 * it. Whom an older change may join again rests there for as long as that can be (ADR 17), whatever the platform shows.
 */
const checkOccupied = (subject: Subject, state: State, there: Platforms): void => {
  const { mode, lookup } = subject;
  const x = lookup('private-number', there.x);
  for (const record of state.records) {
    const { binding, change } = record;
    if (!isLive(record) || !mayBeOf(subject, state, binding, there)) continue;
    const ours = [OWNER, binding.a, binding.b, change?.a, change?.b];
    const pair = { mode, a: there.a, b: there.b ?? undefined };
    for (const party of reservingPartiesOf(pair as Parameters<typeof reservingPartiesOf>[0])) {
      if (!ours.includes(party)) continue;
      const held = state.reservations.filter(
        (reservation) => reservation.party === lookup('party', party) && reservation.x === x,
      );
      expect(held.map((reservation) => isFreeNow(state, reservation))).toEqual([false]);
    }
  }
};

/**
 * It has its id; or its bind named this X and has reserved it, as each does before the platform is asked, and no other one
 * for which the platform chooses may have made it.
 */
const mayBeOf = (
  { lookup }: Subject,
  { records, reservations }: State,
  own: Binding,
  there: Platforms,
): boolean => {
  if (own.status !== 'pending') return own.subscriptionId === there.subscriptionId;
  const isCompeting = records.some(
    ({ binding: { a, x, status } }) => status === 'pending' && a === own.a && x === undefined,
  );
  const hasAsked = reservations.some(
    ({ party, x, bindingId }) =>
      bindingId === own.bindingId &&
      party === lookup('party', own.a) &&
      x === lookup('private-number', there.x),
  );
  return own.x === there.x && own.a === there.a && hasAsked && !isCompeting;
};

const isFreeNow = (
  { now, records }: State,
  { freeAt, surelyAt, bindingId }: State['reservations'][number],
): boolean => {
  if (freeAt === undefined || freeAt > now) return false;
  const holder = records.find(({ binding }) => binding.bindingId === bindingId)?.binding;
  return surelyAt === undefined || surelyAt <= now || holder?.status === 'expired';
};

/** Nobody was told of a success that is none. */
export const checkReplies = (before: State, state: State, done: readonly Done[]): void => {
  for (const one of done) {
    expect(one.reply.status).not.toBe(500);
    const others = done.filter(
      (other) => other !== one && (meant(other) === meant(one) || wantTheSame(other.deed, one.deed)),
    );
    if (one.reply.status < 300) checkSuccess(before, state, one, others);
  }
};

/** Two binds of the same people: the first one decides, also when it fails and the other goes on with it. */
const wantTheSame = (one: Deed, other: Deed): boolean =>
  one.do === 'bind' &&
  other.do === 'bind' &&
  ['a', 'b', 'reference'].every((field) => one.body[field] === other.body[field]);

const meant = ({ target, reply }: Done): unknown => target ?? reply.body['bindingId'];

const checkSuccess = (before: State, state: State, one: Done, others: readonly Done[]): void => {
  const record = state.records.find(({ binding }) => binding.bindingId === meant(one));
  const there = state.platform.find(
    ({ subscriptionId }) => subscriptionId === record?.binding.subscriptionId,
  );
  const { deed, reply } = one;
  const isAlone = others.length === 0;
  switch (deed.do) {
    case 'bind':
      checkBound(before, state, record, deed, reply, others);
      break;
    case 'unbind':
      checkEnded(record, there, reply);
      break;
    case 'modify':
      if (isAlone) checkModified(state, record, there, deed);
      if (isAlone && record !== undefined) checkNewPair(before, state, record);
      break;
    case 'callee':
      if (isAlone) expect(there?.['temporaryCallee']).toMatchObject({ number: deed.callee });
      break;
    case 'verify':
      if (isAlone) checkVerified(before, state, record, reply);
      break;
  }
};

/** No drift is seen where there is none; what a sweep changed at the same time was seen as it was before. */
const checkVerified = (
  before: State,
  state: State,
  record: BindingRecord | undefined,
  { body }: Reply,
): void => {
  if (record === undefined || record.binding.mode === 'X' || !isResolvedActive(record, state.now)) return;
  const former = before.records.find(({ binding }) => binding.bindingId === record.binding.bindingId);
  // Values that are set again count no version.
  if (record.openChange !== undefined || former?.openChange !== undefined) return;
  if (body['status'] !== 'active' || body['version'] !== record.binding.version) return;
  expect(body['platform']).toEqual({ state: 'match', differences: [] });
};

const checkEnded = (
  record: BindingRecord | undefined,
  there: Platforms | undefined,
  { status }: Reply,
): void => {
  if (status === 202) {
    // The sweeper or another request may have got through meanwhile.
    expect(['releasing', 'released', 'expired']).toContain(record?.binding.status);
    return;
  }
  expect(record && isLive(record)).toBe(false);
  expect(there).toBeUndefined();
};

const checkBound = (
  before: State,
  state: State,
  record: BindingRecord | undefined,
  { body, key }: Deed & { do: 'bind' },
  reply: Reply,
  others: readonly Done[],
): void => {
  expect(record).toBeDefined();
  if (record === undefined) return;
  const { binding } = record;
  const isNew = !before.records.some((known) => known.binding.bindingId === binding.bindingId);
  // A repeat of an idempotency key is answered as the first time, whatever has become of the binding.
  if (key !== undefined && !isNew) return;
  const same = { app: 'model', mode: body['mode'], a: body['a'], b: body['b'] };
  const status = reply.status === 202 ? 'pending' : 'active';
  expect(reply.body).toMatchObject(
    JSON.parse(JSON.stringify({ ...same, status, reference: body['reference'] })),
  );
  // It waits for a platform that is down; a sweep at the same time may have made it, or given it up.
  if (status === 'pending') {
    expect(binding.queuedUntil).toBe(reply.body['queuedUntil']);
    return;
  }
  if (others.some(({ deed }) => deed.do !== 'bind' && deed.do !== 'verify')) return;
  expect(statusAt(binding, new Date(state.now))).toBe('active');
  if (others.length === 0) checkNothingOlder(record);
  expect([reply.body['x'], reply.body['subscriptionId']]).toEqual([binding.x, binding.subscriptionId]);
  if (body['x'] !== undefined && isNew && others.length === 0) expect(binding.x).toBe(body['x']);
  const ttl = body['ttlSeconds'] === undefined ? 7200 : (body['ttlSeconds'] ?? undefined);
  if (isNew && key === undefined && others.length === 0) expect(binding.terms.ttlSeconds).toBe(ttl);
};

/** After a 200 nothing older wins: no change that was asked for before gives the binding to other people. */
const checkNothingOlder = ({ binding: { a, b }, change, openChange }: BindingRecord): void => {
  expect({ a, b: b ?? null, ...change }).toMatchObject({ a, b: b ?? null });
  expect([a, b]).toEqual(expect.arrayContaining([...(openChange?.people ?? [])]));
};

/** Our directions in the order of the platform's numbers for them. */
export const DIRECTIONS = ['both', 'from-a', 'to-a'];

const checkModified = (
  state: State,
  record: BindingRecord | undefined,
  there: Platforms | undefined,
  { change }: Deed & { do: 'modify' },
): void => {
  expect(record).toBeDefined();
  if (record === undefined || Object.keys(change).length === 0) return;
  expect(isResolvedActive(record, state.now)).toBe(true);
  const { a, b, terms, expiresAt } = record.binding;
  const { ttlSeconds, ...rest } = change;
  // AXYB: nobody in particular.
  expect({ a, b: b ?? null, ...terms }).toMatchObject(rest);
  if (typeof ttlSeconds === 'number')
    expect(expiresAt).toBe(new Date(Date.parse(state.now) + ttlSeconds * 1000).toISOString());
  if (ttlSeconds === null) expect(expiresAt).toBeUndefined();
  if (there === undefined) return;
  if (change['maxCallMinutes'] !== undefined) expect(there['maxDuration']).toBe(change['maxCallMinutes']);
  if (change['callDirection'] !== undefined)
    expect(there['callDirection']).toBe(DIRECTIONS.indexOf(String(change['callDirection'])));
};
