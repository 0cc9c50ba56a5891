import type { Cloud } from '../cloud/cloud.ts';
import { type CheckLine, unknown, wrong } from './check-line.ts';

/**
 * The lines for a stage without a stack: one that says so, and one for each part that was not looked at. Nothing else would be true
 * of a stage or region that was mistyped; and after a removal, where the tables are still there, a deployment as before fails.
 *
 * @param parts names of the lines that are left out
 */
export const missingStack = async (
  cloud: Pick<Cloud, 'table'>,
  stage: string,
  parts: readonly string[],
): Promise<readonly CheckLine[]> => {
  const table = await cloud.table(`privatenumber-${stage}-bindings`);
  return [
    table.kind === 'seen'
      ? wrong(
          'stack',
          `privatenumber-${stage}: there is none in <region>, though its tables are there: it was removed`,
          `to have it again with its data: existingData: true below the stage in deployment.yml, then ${DEPLOY} (docs/operations.md, Remove and deploy again)`,
        )
      : wrong(
          'stack',
          `privatenumber-${stage}: there is none in <region>`,
          `is it the right stage, region and account? For a new one: ${DEPLOY}`,
        ),
    ...parts.map((part) => unknown(part, 'not checked: there is no stack')),
  ];
};

const DEPLOY = 'npx serverless deploy --stage <stage>';
