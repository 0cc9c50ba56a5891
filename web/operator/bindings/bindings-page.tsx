import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty } from '../../kit/parts/states.tsx';
import { useReading } from '../../kit/state/repeat.ts';
import { hrefOf, route } from '../../kit/state/route.ts';
import { BindingDetail } from '../binding/binding-detail.tsx';
import { bindingDeeds, noteDeed } from '../binding/seen-binding.ts';
import { MakeBinding } from '../binding-form/make-binding.tsx';
import { PhoneChange } from '../phone-change/phone-change.tsx';
import { may } from '../session.ts';
import { BindingFilterForm } from './binding-filter.tsx';
import { BindingList } from './binding-list.tsx';
import { listed, readBindingsAgain } from './bindings-state.ts';
import { bindingsTexts } from './texts.ts';

/** The word in the address where a binding is made. */
const NEW = 'new';
/** The word where a person gets another number. */
const PHONE = 'phone';

/** Bindings by filter, and beside them the one that was opened or is being made. */
export const BindingsPage = () => {
  const t = bindingsTexts.value;
  const [, id] = route.value;
  useReading(readBindingsAgain, id !== undefined, bindingDeeds.value);
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        {may('bindings') ? (
          <div class={id === undefined ? 'row' : 'row wide-alone'}>
            <a class="button" href={hrefOf('bindings', PHONE)}>
              {t.phone}
            </a>
            <a class="button main" href={hrefOf('bindings', NEW)}>
              {t.make}
            </a>
          </div>
        ) : null}
      </div>
      <div class={id === undefined ? 'beside none-chosen' : 'beside one-chosen'}>
        <div class="beside-list">
          <Card>
            <BindingFilterForm />
            <ReadAt loaded={listed.state.value} again={readBindingsAgain} />
            <BindingList chosen={id} />
          </Card>
        </div>
        <div class="beside-detail">
          <Opened id={id} />
        </div>
      </div>
    </>
  );
};

const Opened = ({ id }: Readonly<{ id: string | undefined }>) => {
  const t = bindingsTexts.value;
  if (id === undefined)
    return (
      <Card>
        <Empty>{t.nothingChosen}</Empty>
      </Card>
    );
  return (
    <div class="stack">
      <a class="back" href={hrefOf('bindings')}>
        ← {t.back}
      </a>
      <Place id={id} />
    </div>
  );
};

const Place = ({ id }: Readonly<{ id: string }>) => {
  if (id === NEW && may('bindings')) return <MakeBinding made={noteDeed} />;
  if (id === PHONE && may('bindings')) return <PhoneChange />;
  return <BindingDetail key={id} bindingId={id} />;
};
