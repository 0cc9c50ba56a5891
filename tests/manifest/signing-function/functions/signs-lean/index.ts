import { createDynamoCalls } from '#aws-clients';
import { systemClock, systemSleep } from '../../../../../shared/kernel/clock.ts';
import { systemRandom } from '../../../../../shared/kernel/system-random.ts';
import { createDynamoDocuments } from '../../../../../shared/storage/dynamo-documents.ts';

/** One call to DynamoDB, as our functions without S3 make it. */
export const handler = async (): Promise<void> => {
  const surroundings = {
    environment: process.env,
    clock: systemClock,
    random: systemRandom,
    sleep: systemSleep,
  };
  const documents = createDynamoDocuments(createDynamoCalls(surroundings));
  await documents.put({ purpose: 'storing a thing', table: 'things', item: { pk: 'a', sk: 'b' } });
};
