// Recruiting: one number for a vacancy that anybody may call, and a pair of numbers for each candidate who is invited.
import { playIfStarted } from '../local/main.ts';
import type { Scene } from '../local/scene.ts';

const RECRUITER = '+8613800000601';
const CANDIDATE = '+8613900000601';
const VACANCY = 'vacancy-601';
const APPLICATION = 'application-601';

/** A vacancy, and the interviews of one candidate. */
export const recruiting: Scene = {
  title: 'Recruiting (AX for the advert, AXYB for the interviews)',
  references: [VACANCY, APPLICATION],
  async play({ client, phones }, step) {
    const advert = { mode: 'AX', app: 'vacancies', a: RECRUITER, reference: VACANCY } as const;
    const { x: adverts = '' } = await step(
      'A vacancy is advertised with an X of its own',
      () => client.post('/bindings', { body: advert }),
      (bound) => `the advert says ${bound.x}, for thirty days`,
    );
    await step(
      'A candidate calls it, and the phone of the recruiter rings',
      () => phones.reach({ from: CANDIDATE, to: adverts }, RECRUITER),
      (shown) => `it shows ${shown}, so the recruiter knows which vacancy it is about`,
    );
    const pair = { a: RECRUITER, b: CANDIDATE, reference: APPLICATION };
    const invited = { mode: 'AXYB', app: 'interviews', ...pair } as const;
    const { x = '', y = '' } = await step(
      'The candidate is invited: a pair of numbers for two weeks',
      () => client.post('/bindings', { body: invited }),
      (bound) => `the recruiter is ${bound.x} to the candidate, the candidate is ${bound.y} to the recruiter`,
    );
    await step(
      'The candidate calls, and the recruiter sees who it is without knowing the number',
      () => phones.reach({ from: CANDIDATE, to: x }, RECRUITER, y),
      (shown) => `it shows ${shown}`,
    );
    await step(
      'The recruiter calls the candidate back',
      () => phones.reach({ from: RECRUITER, to: y }, CANDIDATE, x),
      (shown) => `it shows ${shown}`,
    );
    await step('The place is filled: both bindings end', async () => {
      for (const reference of [APPLICATION, VACANCY])
        await client.delete('/bindings', { params: { query: { reference } } });
    });
    await step(
      'The recruiter does not reach the candidate any more',
      () => phones.fail({ from: RECRUITER, to: y }),
      (code) => `the platform turns the call away with ${code}`,
    );
    await step(
      'The old advert leads to nobody',
      () => phones.fail({ from: CANDIDATE, to: adverts }),
      (code) => `the platform turns the call away with ${code}`,
    );
  },
};

await playIfStarted(import.meta.filename, recruiting);
