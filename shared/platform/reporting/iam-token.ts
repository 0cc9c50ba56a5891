import * as v from 'valibot';
import { addSeconds, type Clock } from '../../kernel/clock.ts';
import type { PlatformResult } from '../../kernel/platform-outcome.ts';
import type { Transport } from '../client/transport.ts';
import type { IamUser } from './reporting-access.ts';
import { reportingMeaning } from './reporting-answers.ts';

/** The token of an IAM user, asked for anew when it is about to end. */
export type IamToken = Readonly<{
  /** @returns the token; every failure is a value. Nothing of the API itself was asked then. */
  get(): Promise<PlatformResult<string>>;
  /** The API did not take it. */
  forget(): void;
}>;

/** A token lives for 24 hours (`privatenumber_a_number_0004`); it is asked for anew an hour before. */
const USED_SECONDS = 23 * 3600;

const Subject = v.pipe(v.string(), v.minLength(1));

/** Keeps one token for each process. */
export const createIamToken = ({
  user,
  transport,
  clock,
}: Readonly<{ user: IamUser; transport: Transport; clock: Clock }>): IamToken => {
  let known: Readonly<{ token: string; until: Date }> | undefined;
  return {
    async get() {
      if (known !== undefined && clock() < known.until) return { kind: 'ok', value: known.token };
      const now = clock();
      const answer = await transport({
        method: 'POST',
        url: `${user.url}/v3/auth/tokens`,
        headers: { accept: 'application/json', 'content-type': 'application/json;charset=UTF-8' },
        body: JSON.stringify(requestOf(user)),
      });
      if (answer.kind !== 'answered') return { ...answer, mayHaveApplied: false };
      const token = v.safeParse(Subject, answer.subjectToken);
      if (answer.httpStatus === 201 && token.success) {
        known = { token: token.output, until: addSeconds(now, USED_SECONDS) };
        return { kind: 'ok', value: token.output };
      }
      const { result } = reportingMeaning<string>(answer, () => undefined);
      return result.kind === 'unanswered' ? { ...result, mayHaveApplied: false } : result;
    },
    forget() {
      known = undefined;
    },
  };
};

/** "Obtaining a user token" of IAM: by password, for one project. */
const requestOf = ({ domain, name, password, project }: IamUser) => ({
  auth: {
    identity: { methods: ['password'], password: { user: { domain: { name: domain }, name, password } } },
    scope: { project: { name: project } },
  },
});
