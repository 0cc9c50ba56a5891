import { createDynamoComplaintStore } from '../numbers/dynamo-complaint-store.ts';
import { createKeepNumberNews } from '../numbers/keep-number-news.ts';
import { createTakeComplaint } from '../numbers/number-complaints.ts';
import type { NumberIntake } from '../pushes/intake/keep-item.ts';
import type { Configuration } from './configuration.ts';
import { type NumberTables, numberParts } from './number-parts.ts';
import type { World } from './world.ts';

/** What pushes do to the number pool, put together for one configuration. */
export const numberIntake = (
  world: World,
  tables: NumberTables,
  configuration: Configuration,
): NumberIntake => {
  const parts = numberParts(world, tables, configuration);
  const keepNews = createKeepNumberNews(parts);
  const complaints = createDynamoComplaintStore({ ...parts, table: tables.NUMBERS_TABLE });
  return { keepNews, takeComplaint: createTakeComplaint({ complaints, keepNews }) };
};
