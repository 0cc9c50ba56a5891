import { Button } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Badge, Empty } from '../../kit/parts/states.tsx';
import { control } from '../api/server.ts';
import type { ListedFault } from '../api/types.ts';
import { FaultNote } from '../parts/fault-note.tsx';
import { nameOfApp } from '../state/chosen-app.ts';
import { useDoing } from '../state/doing.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { AddFault } from './add-fault.tsx';
import { effectOf } from './effects.ts';
import { kindName, targetName } from './fault-kinds.ts';
import { SeedCard } from './seed-card.tsx';
import { faultTexts } from './texts.ts';

/** Faults of the platform: those that lie in wait, and a new one. */
export const FaultsPage = () => (
  <>
    <h1>{texts.value.pages.faults}</h1>
    <p class="dim">{faultTexts.value.lead}</p>
    <div class="grid-2">
      <AddFault />
      <div class="stack">
        <ActiveFaults faults={live.value?.faults ?? []} />
        <SeedCard />
      </div>
    </div>
  </>
);

const ActiveFaults = ({ faults }: Readonly<{ faults: readonly ListedFault[] }>) => {
  const t = faultTexts.value;
  const doing = useDoing<unknown>();
  const clear = (path: string) => doing.run(() => control('DELETE', path));
  return (
    <Card
      title={t.active}
      tools={
        faults.length === 0 ? undefined : (
          <Button small disabled={doing.busy} onClick={() => clear('faults')}>
            {t.clearAll}
          </Button>
        )
      }
    >
      {faults.length === 0 ? <Empty>{t.none}</Empty> : null}
      <ul class="list">
        {faults.map((fault) => (
          <FaultLine key={fault.id} fault={fault} clear={() => clear(`faults/${fault.id}`)} />
        ))}
      </ul>
      <FaultNote error={doing.error} />
    </Card>
  );
};

const LISTED = ['delayMs', 'delaySeconds', 'httpStatus', 'code', 'probability'] as const;

const FaultLine = ({ fault, clear }: Readonly<{ fault: ListedFault; clear: () => void }>) => {
  const t = faultTexts.value;
  const { times, struck, appKey, pushKind } = fault;
  const parameters = [
    ...LISTED.flatMap((name) => (fault[name] === undefined ? [] : [texts.value.of(t[name]) + fault[name]])),
    ...(appKey === undefined ? [] : [nameOfApp(appKey)]),
    ...(pushKind === undefined ? [] : [texts.value.kinds[pushKind]]),
  ];
  return (
    <li class="stack entry">
      <div class="card-head">
        <span>
          {texts.value.of(targetName(fault))}
          <strong>{kindName(fault.kind)}</strong>
        </span>
        <Button
          small
          label={texts.value.of(t.clear) + texts.value.of(targetName(fault)) + kindName(fault.kind)}
          onClick={clear}
        >
          {t.clear}
        </Button>
      </div>
      <p class="small dim">{[...parameters, effectOf(fault)].join(' · ')}</p>
      <div>
        <Badge tone={struck > 0 ? 'warn' : 'plain'}>
          {t.struck(struck)} {times === undefined ? '' : t.left(times)}
        </Badge>
      </div>
    </li>
  );
};
