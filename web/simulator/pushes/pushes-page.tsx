import { useSignal } from '@preact/signals';
import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Empty } from '../../kit/parts/states.tsx';
import { route } from '../../kit/state/route.ts';
import { control } from '../api/server.ts';
import { Beside } from '../parts/beside.tsx';
import { FaultNote } from '../parts/fault-note.tsx';
import { useDoing } from '../state/doing.ts';
import { live, pushes } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { PushDetail } from './push-detail.tsx';
import { PushLines } from './push-lines.tsx';
import { RawPush } from './raw-push.tsx';
import { pushTexts } from './texts.ts';

/** All pushes, newest first, and beside them the one that was chosen. */
export const PushesPage = () => {
  const t = pushTexts.value;
  const [, chosen] = route.value;
  const push = pushes.value.find(({ id }) => String(id) === chosen);
  return (
    <>
      <div class="page-head">
        <h1>{texts.value.pages.pushes}</h1>
        <FlushButton />
      </div>
      <p class="dim">{t.lead}</p>
      <RawPush />
      <Beside path="pushes" isChosen={chosen !== undefined} list={<PushList chosen={chosen} />}>
        {push === undefined ? (
          <Card>
            <Empty>{t.gone}</Empty>
          </Card>
        ) : (
          <PushDetail key={push.id} push={push} />
        )}
      </Beside>
    </>
  );
};

const MOST_LISTED = 100;

const PushList = ({ chosen }: Readonly<{ chosen: string | undefined }>) => {
  const t = pushTexts.value;
  const kind = useSignal('');
  const listed = pushes.value.filter(({ operation }) => kind.value === '' || operation === kind.value);
  return (
    <Card>
      <ChoiceField
        label={texts.value.kind}
        name="kind"
        value={kind.value}
        choices={[
          { value: '', text: t.all },
          ...Object.entries(texts.value.kinds).map(([value, text]) => ({ value, text })),
        ]}
        onChange={(value) => {
          kind.value = value;
        }}
      />
      {listed.length === 0 ? (
        <Empty>{t.none}</Empty>
      ) : (
        <PushLines pushes={listed.slice(0, MOST_LISTED)} none={t.none} chosen={chosen} />
      )}
    </Card>
  );
};

/** Shown while a fault holds CDRs back. */
const FlushButton = () => {
  const held = live.value?.idle.heldCdrs ?? 0;
  const doing = useDoing<unknown>();
  if (held === 0) return <FaultNote error={doing.error} />;
  return (
    <Button disabled={doing.busy} onClick={() => doing.run(() => control('POST', 'flush-cdrs', {}))}>
      {pushTexts.value.flush(held)}
    </Button>
  );
};
