import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { pushesInTurn } from '../../../tools/serverless-plugin/api-gateway/pushes-in-turn.mjs';

class Response extends EventEmitter {
  closed = false;

  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

describe('pushes to the local API', () => {
  let inside: string[];
  beforeEach(() => {
    inside = [];
  });

  /** Comes to the gate; `inside` has its name from the moment that it is let in. */
  const arrivals =
    (gate: ReturnType<typeof pushesInTurn>) =>
    (name: string, path = '/webhooks/cdr/rides', res = new Response()): Response => {
      gate({ path, raw: { res } }, { continue: name }).then((entered) => inside.push(entered));
      return res;
    };

  it('are let in so many at a time, and each of the others in its turn when one is answered', async () => {
    const arrive = arrivals(pushesInTurn(2));
    const a = arrive('a');
    const b = arrive('b');
    arrive('c');
    arrive('d');
    await turn();
    const before = [...inside];

    a.close();
    await turn();
    const afterOne = [...inside];
    b.close();
    await turn();

    expect(before).toEqual(['a', 'b']);
    expect(afterOne).toEqual(['a', 'b', 'c']);
    expect(inside).toEqual(['a', 'b', 'c', 'd']);
  });

  it('that are closed twice free a place once', async () => {
    const arrive = arrivals(pushesInTurn(1));
    const a = arrive('a');
    arrive('b');
    arrive('c');
    await turn();

    a.close();
    a.close();
    await turn();

    expect(inside).toEqual(['a', 'b']);
  });

  it('whose caller hung up while they waited hold up nobody', async () => {
    const arrive = arrivals(pushesInTurn(1));
    const a = arrive('a');
    arrive('b').close();
    arrive('c');
    await turn();

    a.close();
    await turn();

    expect(inside).toEqual(['a', 'b', 'c']);
  });

  it('do not keep other requests waiting', async () => {
    const arrive = arrivals(pushesInTurn(1));
    arrive('a');
    arrive('b');

    arrive('health', '/health');
    await turn();

    expect([...inside].sort()).toEqual(['a', 'health']);
  });
});
