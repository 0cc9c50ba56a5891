import { afterEach, describe, expect, it } from 'vitest';
import { deployedWith } from '../../harness/deployed-with.ts';
import { person } from '../../harness/fixtures.ts';
import { type ModeStack, startModeStack } from '../modes/mode-stack.ts';

const [A, B] = [person(1), person(2)];

let mode: ModeStack;
afterEach(() => mode.stack.close());

const startWith = async (environment: Readonly<Record<string, string>>): Promise<void> => {
  mode = await startModeStack('AXB', { store: 'memory', environment });
  const { x } = (await mode.bind({ a: A, b: B, record: true, recordTone: 'notice.wav' })).body;
  await mode.stack.control.placeCall({ from: A, to: x, outcome: 'answered', talkSeconds: 12 });
  await mode.stack.invoke('recording-archiver');
};

const archivedCdr = async () => {
  const items = await mode.stack.items('CALLS_TABLE');
  const cdrs = items.filter(({ sk }) => String(sk).startsWith('CDR#'));
  return cdrs.map(({ pk, recordingStatus, ttl }) => ({
    callId: String(pk).slice('C#'.length),
    recordingStatus,
    end: typeof ttl === 'number' ? new Date(ttl * 1000).toISOString().slice(0, 10) : 'never',
  }))[0];
};

describe('the CDR of a recording that stays for ever', () => {
  it.each([
    ['manage-recordings', { action: 'erase', party: A, operator: 'dora' }],
    ['manage-privacy', { action: 'erase', party: A, operator: 'dora', endLive: true }],
  ])('ends after 180 days once its recording is erased: %s', async (functionFolder, order) => {
    await startWith({ RECORDING_RETENTION_DAYS: 'never' });
    const before = await archivedCdr();

    await mode.stack.invoke(functionFolder, order);

    expect(before).toMatchObject({ recordingStatus: 'archived', end: 'never' });
    expect(await archivedCdr()).toMatchObject({ recordingStatus: 'lost', end: '2026-08-28' });
  });

  it('has its end again where the recording is fetched once more when recordings end', async () => {
    await startWith({ RECORDING_RETENTION_DAYS: 'never' });
    const { callId } = (await archivedCdr()) ?? {};
    const { environment } = mode.stack.surroundings;
    Object.assign(environment, { RECORDING_RETENTION_DAYS: '200' });
    await mode.stack.invoke('manage-recordings', { action: 'rearchive', callId, operator: 'dora' });

    const fitted = await mode.stack.invoke('manage-privacy', { action: 'fit-cdr-ends' });

    expect(fitted).toMatchObject({ changed: 1, isWhole: true });
    expect(await archivedCdr()).toMatchObject({ recordingStatus: 'pending', end: '2026-09-24' });
  });
});

describe('the CDR of a recording from before recordings stayed longer', () => {
  it('stays as long as the recording, so that the person is still found', async () => {
    await startWith({ RECORDING_RETENTION_DAYS: '180' });
    const before = await archivedCdr();
    Object.assign(mode.stack.surroundings.environment, { RECORDING_RETENTION_DAYS: 'never' });

    await mode.stack.invoke('manage-privacy', { action: 'fit-cdr-ends' });

    expect(before).toMatchObject({ recordingStatus: 'archived', end: '2026-09-04' });
    expect(await archivedCdr()).toMatchObject({ recordingStatus: 'archived', end: 'never' });
  });
});

/** Ten years. */
const LONG = '3650';
const DAY_SECONDS = 24 * 3600;

describe('the CDR of a recorded call that was to stay for ten years', () => {
  const SHORT = { CALL_RETENTION_DAYS: '14', RECORDING_RETENTION_DAYS: '14' };

  it('keeps its end through an hour with other settings in which all CDRs are looked at', async () => {
    await startWith({ CALL_RETENTION_DAYS: LONG, RECORDING_RETENTION_DAYS: 'never' });
    const fit = { action: 'fit-cdr-ends' };
    await mode.stack.invoke('manage-privacy', fit);
    await mode.stack.advance(200 * DAY_SECONDS);
    const mistaken = await deployedWith(mode.stack, 'manage-privacy', SHORT);

    await mistaken(fit);
    const inTheHour = await archivedCdr();
    await mode.stack.invoke('manage-privacy', fit);

    expect(inTheHour).toMatchObject({ end: '2036-02-27' });
    expect(await archivedCdr()).toMatchObject({ end: 'never' });
  });

  it.each([
    ['manage-recordings', { action: 'erase', party: A, operator: 'dora' }],
    ['manage-privacy', { action: 'erase', party: A, operator: 'dora', endLive: true }],
  ])('has it again when the recording is erased in such an hour: %s', async (functionFolder, order) => {
    await startWith({ CALL_RETENTION_DAYS: LONG, RECORDING_RETENTION_DAYS: 'never' });
    const erase = await deployedWith(mode.stack, functionFolder, SHORT);

    await erase(order);

    expect(await archivedCdr()).toMatchObject({ recordingStatus: 'lost', end: '2036-02-27' });
  });
});
