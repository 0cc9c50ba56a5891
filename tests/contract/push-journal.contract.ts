import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JournalEntry, PushJournal } from '../../shared/pushes/intake/push-journal.ts';

const RECEIVED_AT = new Date('2026-03-01T02:31:25.000Z');

const bytes = (text: string): Uint8Array => Buffer.from(text);

let nonces = 0;

/** Each entry has a nonce of its own unless the test gives one. */
const anEntry = (changes: Partial<JournalEntry> & { text?: string } = {}): JournalEntry => {
  nonces += 1;
  const { text = '{"eventType":"fee"}', ...rest } = changes;
  return {
    app: 'rides',
    route: 'cdr',
    nonce: `nonce${nonces}`,
    received: bytes(text),
    body: bytes(text),
    receivedAt: RECEIVED_AT,
    signedAt: new Date('2026-03-01T02:31:22.000Z'),
    ...rest,
  };
};

const idOf = (kept: Awaited<ReturnType<PushJournal['keep']>>): string => ('id' in kept ? kept.id : '');

/** The promises of every {@link PushJournal}. */
export const pushJournalContract = (name: string, make: () => Promise<PushJournal>): void =>
  void describe(`PushJournal: ${name}`, () => {
    it('gives back what it kept', async () => {
      const journal = await make();
      const kept = await journal.keep(
        anEntry({ text: '{"eventType":"answer","who":"张三"}', route: 'call-events' }),
      );

      const push = await journal.read(idOf(kept));

      expect(kept.kind).toBe('new');
      expect(push && { ...push, body: Buffer.from(push.body).toString() }).toEqual({
        app: 'rides',
        route: 'call-events',
        receivedAt: '2026-03-01T02:31:25.000Z',
        signedAt: '2026-03-01T02:31:22.000Z',
        body: '{"eventType":"answer","who":"张三"}',
      });
    });

    it('knows the same push when it comes again, whenever and wherever', async () => {
      const journal = await make();
      const entry = anEntry();
      const first = await journal.keep(entry);

      const again = await journal.keep({
        ...entry,
        route: 'sms',
        receivedAt: new Date('2026-03-01T12:00:00Z'),
      });

      expect(again).toEqual({
        kind: 'repeated',
        id: idOf(first),
        receivedAt: new Date('2026-03-01T02:31:25.000Z'),
      });
      expect(await journal.read(idOf(first))).toMatchObject({
        route: 'cdr',
        receivedAt: '2026-03-01T02:31:25.000Z',
      });
    });

    it('refuses another body under a nonce that was used', async () => {
      const journal = await make();
      const entry = anEntry();
      const first = await journal.keep(entry);

      const other = await journal.keep({ ...entry, received: bytes('{"eventType":"fee","feeLst":[]}') });

      expect(other).toEqual({ kind: 'replayed' });
      const push = await journal.read(idOf(first));
      expect(Buffer.from(push?.body ?? []).toString()).toBe('{"eventType":"fee"}');
    });

    it('compares what was received and not what is kept of it', async () => {
      const journal = await make();
      const entry = anEntry({ text: '{"smsEvent":{"smsContent":"one"}}', body: bytes('{"smsEvent":{}}') });
      await journal.keep(entry);

      const other = await journal.keep({ ...entry, received: bytes('{"smsEvent":{"smsContent":"two"}}') });

      expect(other.kind).toBe('replayed');
    });

    it('tells the same nonce of two apps apart', async () => {
      const journal = await make();
      const entry = anEntry();
      await journal.keep(entry);

      const other = await journal.keep({ ...entry, app: 'parcels', received: bytes('{}') });

      expect(other.kind).toBe('new');
    });

    it('takes one of many simultaneous deliveries for new and the others for repeats', async () => {
      const journal = await make();
      const entry = anEntry();

      const kept = await Promise.all(Array.from({ length: 7 }, () => journal.keep(entry)));

      expect(kept.map(({ kind }) => kind).sort()).toEqual(['new', ...Array(6).fill('repeated')]);
      expect(new Set(kept.map(idOf)).size).toBe(1);
    });

    it('lets one of many simultaneous bodies under one nonce pass', async () => {
      const journal = await make();
      const entry = anEntry();

      const kept = await Promise.all(
        Array.from({ length: 7 }, (_, at) => journal.keep({ ...entry, received: bytes(`{"n":${at}}`) })),
      );

      expect(kept.filter(({ kind }) => kind === 'replayed')).toHaveLength(6);
    });

    it('knows a push of an unverified signature by its body alone', async () => {
      const journal = await make();
      const entry = anEntry({ nonce: undefined, text: `{"unverified":${nonces}}` });

      const kinds = [
        await journal.keep(entry),
        await journal.keep({ ...entry, received: bytes(`{"another":${nonces}}`) }),
        await journal.keep(entry),
      ].map(({ kind }) => kind);

      expect(kinds).toEqual(['new', 'new', 'repeated']);
    });

    it('keeps a body of 1 MiB that does not compress, also when it comes several times at once', async () => {
      const journal = await make();
      const body = randomBytes(1024 * 1024);
      const entry = anEntry({ received: body, body });

      const kept = await Promise.all([1, 2, 3].map(() => journal.keep(entry)));

      const push = await journal.read(idOf(kept[0] ?? { kind: 'replayed' }));
      expect(kept.map(({ kind }) => kind).sort()).toEqual(['new', 'repeated', 'repeated']);
      expect(body.equals(push?.body ?? new Uint8Array())).toBe(true);
    });

    it('keeps a large body as it is when another large one is refused under its nonce', async () => {
      const journal = await make();
      const body = randomBytes(500_000);
      const entry = anEntry({ received: body, body });
      const kept = await journal.keep(entry);
      const otherBody = randomBytes(500_000);

      const other = await journal.keep({ ...entry, received: otherBody, body: otherBody });

      const push = await journal.read(idOf(kept));
      expect(other).toEqual({ kind: 'replayed' });
      expect(body.equals(push?.body ?? new Uint8Array())).toBe(true);
    });

    it('reads nothing of a push it does not have', async () => {
      const journal = await make();

      expect(await journal.read('nobodyhasthisid')).toBeUndefined();
    });
  });
