import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { incomingBody } from '../../../shared/recordings/download/incoming-body.ts';

/** An answer with these headers, whose bytes a test sends. */
const anAnswer = (headers: Readonly<Record<string, string>> = {}): IncomingMessage =>
  Object.assign(new IncomingMessage(new Socket()), { headers });

const CUT = new Error('aborted');

describe('the body of an answer', () => {
  it.each<[string, Record<string, string>, number | undefined, boolean]>([
    ['its length', { 'content-length': '17' }, 17, true],
    ['a length of nothing', { 'content-length': '0' }, 0, true],
    ['chunks', { 'transfer-encoding': 'chunked' }, undefined, true],
    ['no end', { 'content-type': 'audio/wav' }, undefined, false],
  ])('is announced with %s', (_case, headers, announcedBytes, endKnown) => {
    const body = incomingBody(anAnswer(headers), () => undefined);

    expect(body).toMatchObject({ announcedBytes, endKnown, cut: undefined });
  });

  it('comes piece by piece, and each one is told', async () => {
    const answer = anAnswer();
    const seen: string[] = [];
    const body = incomingBody(answer, () => seen.push('touched'));
    answer.push(Buffer.from('one'));

    for await (const piece of body.bytes()) {
      seen.push(String(piece));
      if (seen.length === 2) answer.push(Buffer.from('two'));
      if (seen.length === 4) answer.push(null);
    }

    expect([seen, body.cut]).toEqual([['touched', 'one', 'touched', 'two'], undefined]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['with all that was there already', ['two', 'three'], ['one', 'twothree']],
    ['with nothing more where nothing was there', [], ['one']],
  ])('ends where its connection is cut, %s', async (_case, unread, all) => {
    const answer = anAnswer();
    const body = incomingBody(answer, () => undefined);
    const pieces: unknown[] = [];
    answer.push(Buffer.from('one'));

    for await (const piece of body.bytes()) {
      pieces.push(String(piece));
      if (pieces.length > 1) continue;
      for (const more of unread) answer.push(Buffer.from(more));
      // The connection ends too early.
      answer.destroy(CUT);
    }

    expect([pieces, body.cut]).toEqual([all, CUT]);
  });
});
