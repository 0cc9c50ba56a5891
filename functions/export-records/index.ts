import { importDay } from '../../shared/calls/dynamo/dynamo-console-calls.ts';
import { createReadDayBindings } from '../../shared/exports/dynamo-day-bindings.ts';
import { createDynamoExportDays } from '../../shared/exports/dynamo-export-days.ts';
import { createReadJournaledRecords } from '../../shared/exports/journaled-records.ts';
import { createReadListedRecords, importedPlace } from '../../shared/exports/listed-records.ts';
import { createRowCells } from '../../shared/exports/number-cells.ts';
import { createS3ExportObjects } from '../../shared/exports/s3-export-objects.ts';
import { maskedNumber } from '../../shared/http/access/mask-numbers.ts';
import { holdsPhoneNumber } from '../../shared/http/phone-in-text.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import { lateDay } from '../../shared/pushes/intake/dynamo-late-records.ts';
import { createDynamoPushJournal } from '../../shared/pushes/intake/dynamo-push-journal.ts';
import { readErasedRecords } from '../../shared/pushes/maintenance/dynamo-erasable-pushes.ts';
import { recordNamed } from '../../shared/pushes/record-names.ts';
import { createS3Client } from '../../shared/recordings/store/s3-client.ts';
import { composeStoreAccess } from '../../shared/runtime/compose/compose-store-access.ts';
import { composePushArchive } from '../../shared/runtime/compose/pushes/compose-push-archive.ts';
import { composeFunction, untilFilled } from '../../shared/runtime/compose-function.ts';
import { lambdaHandler } from '../../shared/runtime/lambda-runtime.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import { createHandler } from './handler.ts';

const VARIABLES = [
  'BINDINGS_TABLE',
  'CALLS_TABLE',
  'MESSAGES_TABLE',
  'PUSHES_TABLE',
  'RECORDINGS_BUCKET',
] as const;

/** By its schedule: writes calls, messages and bindings of finished days into the bucket; by hand (`npm run ops -- export`): a day again. */
export const compose = (runtime: Runtime) =>
  composeFunction(runtime, { variables: VARIABLES, whenUnreadable: untilFilled(runtime) }, (composition) => {
    const access = composeStoreAccess(composition);
    const { documents, settings, variables } = access;
    const form = settings.exports;
    const cellsOf = createRowCells({
      ...access,
      form: form === 'off' ? 'masked' : form,
      mask: maskedNumber,
      holdsPhoneNumber,
    });
    const stored = {
      ...access,
      tables: { calls: variables.CALLS_TABLE, messages: variables.MESSAGES_TABLE },
      cellsOf,
    };
    const lists = { ...stored, pushesTable: variables.PUSHES_TABLE };
    const pushes = { ...access, table: variables.PUSHES_TABLE };
    const s3 = createS3Client({ pathStyle: settings.s3PathStyle });
    return createHandler({
      ...access,
      form,
      days: createDynamoExportDays({ documents, table: variables.CALLS_TABLE }),
      objects: createS3ExportObjects(s3, variables.RECORDINGS_BUCKET),
      readers: {
        pushes: createReadJournaledRecords({
          ...stored,
          ...composePushArchive(access),
          lookup: access.lookup,
          journal: createDynamoPushJournal(pushes),
          erasedRecords: (id) => readErasedRecords(pushes, id),
          read: createPushReader(),
        }),
        late: createReadListedRecords({ ...lists, listDay: lateDay, placeOf: recordNamed }),
        imports: createReadListedRecords({ ...lists, listDay: importDay, placeOf: importedPlace }),
        bindings: createReadDayBindings({ ...access, table: variables.BINDINGS_TABLE, cellsOf }),
      },
    });
  });

export const handler = await lambdaHandler(compose);
