import { expect } from 'vitest';
import { type Binding, statusAt } from '../../shared/bindings/model/binding.ts';
import type { State, Subject } from './subject.ts';
import { checkState, DIRECTIONS, holdersOf } from './truths.ts';

/** Longer than every lease, lock-out, throttling and back-off. */
const LONG_ENOUGH_SECONDS = 3700;

/** The wait of a bind after a try that failed. */
const SOON_SECONDS = 61;

/** A binding that was recovered may turn out to be over, which is the next run's work. */
const MOST_SWEEPS = 4;

const isUnderWay = (state: State): boolean =>
  state.records.some(
    ({ binding, change, openBind, openChange, dueAt }) =>
      ['pending', 'releasing'].includes(binding.status) ||
      change !== undefined ||
      openBind !== undefined ||
      openChange !== undefined ||
      (binding.status === 'active' && statusAt(binding, new Date(state.now)) !== 'active') ||
      (dueAt !== undefined && dueAt <= state.now),
  );

const resolve = async (subject: Subject): Promise<State> => {
  await subject.stack.control.faults.clear();
  // Binds that wait are made, and the others are over after that.
  await subject.stack.advance(SOON_SECONDS);
  await subject.invoke('binding-sweeper');
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    await subject.stack.advance(LONG_ENOUGH_SECONDS);
    expect(await subject.invoke('binding-sweeper')).toMatchObject({ remaining: 0 });
    const state = await subject.state();
    if (!isUnderWay(state)) return state;
  }
  const { records } = await subject.state();
  expect(records).toEqual('all resolved');
  throw new Error('never resolved');
};

/** Which reservations may be held: those of the people of live bindings, on their X, for them. */
const reservationsWanted = (subject: Subject, { records }: State): readonly string[] =>
  records
    .filter(({ binding }) => binding.status === 'active')
    .flatMap(({ binding }) =>
      holdersOf(subject, binding).map(
        (holder) =>
          `${holder} on ${subject.lookup('private-number', binding.x ?? '')} for ${binding.bindingId}`,
      ),
    );

/** The terms that a change sets, as far as the platform shows them. */
const checkTerms = ({ subscriptionId, terms }: Binding, { platform }: State): void => {
  const there = platform.find((binding) => binding.subscriptionId === subscriptionId);
  if (typeof there?.['maxDuration'] === 'number')
    expect(there['maxDuration']).toBe(terms.maxCallMinutes ?? 0);
  if (typeof there?.['callDirection'] === 'number')
    expect(there['callDirection']).toBe(DIRECTIONS.indexOf(terms.callDirection));
};

/**
 * An extension whose maker died between the platform's answer and its record, when that is gone there as well: nobody can
 * tell which extension it was, also where the binding got another one. The next bind that gets it takes it over.
 */
const isOfDeadMaker = (
  { lookup }: Subject,
  { records }: State,
  { party, x, bindingId }: State['reservations'][number],
): boolean => {
  const owner = records.find(({ binding }) => binding.bindingId === bindingId)?.binding;
  return (
    owner?.mode === 'AXE' &&
    party !== lookup('party', owner.a) &&
    (owner.extension === undefined
      ? owner.status === 'failed'
      : owner.x === undefined ||
        x !== lookup('private-number', owner.x) ||
        party !== lookup('extension', owner.extension))
  );
};

const checkAgreement = (subject: Subject, state: State): void => {
  checkState(subject, state);
  const active = state.records.filter(({ binding }) => binding.status === 'active');
  if (subject.mode !== 'X')
    expect(state.platform.map(({ subscriptionId }) => subscriptionId).sort()).toEqual(
      active.map(({ binding }) => binding.subscriptionId ?? '').sort(),
    );
  for (const { binding } of active) checkTerms(binding, state);
  const taken = state.reservations.filter(
    (reservation) => reservation.freeAt === undefined && !isOfDeadMaker(subject, state, reservation),
  );
  expect(taken.map(({ party, x, bindingId }) => `${party} on ${x} for ${bindingId}`).sort()).toEqual(
    [...reservationsWanted(subject, state)].sort(),
  );
};

const request = async (subject: Subject, method: 'POST' | 'DELETE', given: object | string) =>
  method === 'POST'
    ? subject.request('bind', { route: 'POST /bindings', body: given as object })
    : subject.request('unbind', {
        route: 'DELETE /bindings/{bindingId}',
        path: { bindingId: String(given) },
      });

/**
 * The truths after the faults are over and the sweeper has run: both sides agree, nothing is orphaned, and whoever was
 * bound can be bound again, so no lock and no reservation blocks.
 */
export const checkEnding = async (subject: Subject, bodies: readonly object[]): Promise<void> => {
  const resolved = await resolve(subject);
  checkAgreement(subject, resolved);

  for (const { binding } of resolved.records.filter((record) => record.binding.status === 'active'))
    expect(await request(subject, 'DELETE', binding.bindingId)).toMatchObject({ status: 200 });
  expect(await subject.stack.control.bindings()).toEqual([]);

  for (const body of bodies) {
    const bound = await request(subject, 'POST', body);
    expect(bound).toMatchObject({ status: 201 });
    await request(subject, 'DELETE', bound.body['bindingId'] ?? '');
  }
  checkAgreement(subject, await subject.state());
};
