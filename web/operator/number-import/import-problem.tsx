import { countText } from '../../kit/format/times.ts';
import { Table } from '../../kit/parts/data.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { ApiError } from '../api.ts';
import { ProblemNote } from '../problem-note.tsx';
import { faultText } from './fault-words.ts';
import { rowFaultsOf } from './preview.ts';
import { importTexts } from './texts.ts';

const MOST_SHOWN = 100;

/** Why a table was refused, row by row where it is the rows. */
export const ImportProblem = ({ error }: Readonly<{ error: unknown }>) => {
  const t = importTexts.value;
  if (error === undefined) return null;
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  if (!(error instanceof ApiError) || errors.length === 0) return <ProblemNote error={error} />;
  const faults = rowFaultsOf(errors);
  return (
    <div class="stack">
      <Note tone="bad" title={t.refused(countText(faults.length, language.value))}>
        {t.refusedAbout}
      </Note>
      <Table
        caption={t.faults}
        rows={faults.slice(0, MOST_SHOWN)}
        keyOf={({ path }, index) => `${path} ${index}`}
        columns={[
          { head: t.row, cell: ({ row, path }) => row ?? (path === '' ? t.whole : path) },
          { head: t.fault, cell: (fault) => faultText(fault, language.value) },
        ]}
      />
      {faults.length > MOST_SHOWN ? (
        <p class="dim">{t.more(countText(faults.length - MOST_SHOWN, language.value))}</p>
      ) : null}
    </div>
  );
};
