import * as v from 'valibot';
import { PROBLEM_CODES } from '../../shared/http/problem-catalogue/catalogue.ts';

const FaultyPlace = v.object({
  path: v.string(),
  message: v.string(),
  code: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'Names the fault, for a page that says it in its own words; `message` says it in English. So far the faults of a table of numbers have one.',
      ),
    ),
  ),
  values: v.optional(
    v.pipe(
      v.record(v.string(), v.union([v.string(), v.number()])),
      v.description('What `message` names, by name: a row, a count, an app.'),
    ),
  ),
});

/** An error, as every route answers it. */
export const Problem = v.object({
  type: v.pipe(
    v.string(),
    v.description(
      'The page of the error, as a path of this API: `/problems/` and the code. Decide by `code`, not by this.',
    ),
  ),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.picklist(PROBLEM_CODES),
  errors: v.optional(v.array(FaultyPlace)),
  platform: v.optional(
    v.pipe(
      v.object({ httpStatus: v.number(), code: v.string(), text: v.string() }),
      v.description('What the platform answered.'),
    ),
  ),
  retryAfterSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  help: v.optional(
    v.pipe(v.string(), v.description('The page of the project that says what its operator does about it.')),
  ),
});

/** A row of the list of errors. */
export const ListedProblem = v.object({
  type: v.string(),
  code: v.picklist(PROBLEM_CODES),
  status: v.number(),
  title: v.string(),
});

/** The page of an error, as JSON. */
export const DescribedProblem = v.object({
  ...ListedProblem.entries,
  cause: v.string(),
  remedy: v.string(),
  repeat: v.pipe(
    v.picklist(['change', 'state', 'wait', 'later', 'operator', 'never']),
    v.description(
      'Whether the same request may be sent again. `change`: it has to be another one; `state`: something that stands in the way has to go first; `wait`: after `retryAfterSeconds`; `later`: after a time that is not told; `operator`: somebody has to act first; `never`: it will not come to anything.',
    ),
  ),
  repeatText: v.string(),
  hints: v.pipe(
    v.array(v.object({ about: v.string(), text: v.string() })),
    v.description('Causes that are typical of one mode, route or code of the platform.'),
  ),
  help: v.optional(v.string()),
  example: v.pipe(Problem, v.description('An answer with this code.')),
});
