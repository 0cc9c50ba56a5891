import { describe, expect, it } from 'vitest';
import { turnstile } from '../../../tools/serverless-plugin/turnstile.mjs';

describe('a turnstile', () => {
  it('lets so many in, and each of the others in its turn when somebody leaves', async () => {
    const gate = turnstile(2);
    const inside: string[] = [];
    const come = (name: string) =>
      gate.enter().then((leave) => {
        inside.push(name);
        return leave;
      });
    const [a, b] = await Promise.all([come('a'), come('b')]);
    const c = come('c');
    const d = come('d');

    const before = [...inside];
    a();
    await c;
    const afterOne = [...inside];
    b();
    await d;

    expect(before).toEqual(['a', 'b']);
    expect(afterOne).toEqual(['a', 'b', 'c']);
    expect(inside).toEqual(['a', 'b', 'c', 'd']);
  });

  it('counts somebody who leaves twice once', async () => {
    const gate = turnstile(1);
    const inside: string[] = [];
    const a = await gate.enter();
    const b = gate.enter().then((leave) => {
      inside.push('b');
      return leave;
    });
    const c = gate.enter().then(() => inside.push('c'));

    a();
    a();
    const leaveB = await b;
    const before = [...inside];
    leaveB();
    await c;

    expect(before).toEqual(['b']);
    expect(inside).toEqual(['b', 'c']);
  });
});
