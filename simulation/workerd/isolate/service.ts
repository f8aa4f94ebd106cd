import { BindingCalls } from '../../sandbox/realm/bindings/call';
import type { BindingContext } from '../../sandbox/realm/bindings/context';
import { answerOf, Fixture, methods, responseOf, urlSubjects } from '../../sandbox/realm/bindings/fixtures';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import type { Infra } from './infra';

/** A service binding: its fixture answers first, then the Worker of the project, on workerd as everything here. */
export function service(declared: DeclaredBinding, infra: Infra, { fixtures }: BindingContext): unknown {
  const { fields, name, code = [], missing } = declared;
  const content = fixtures.services as Record<string, unknown> | undefined;
  const fixture = new Fixture('services', content?.[name] === undefined ? `${fields.service}` : name, content);
  const fixed = new BindingCalls(declared, 'fixture');
  const computed = new BindingCalls(declared, 'computed', { executed: true });
  const recorded = new BindingCalls(declared, 'recorded');
  return methods('', async (op, args) => {
    const isFetch = op === 'fetch';
    const found = fixture.find(isFetch ? urlSubjects(args) : [op]);
    if (found) {
      return fixed.later(op, args, async () => (isFetch ? responseOf(found.answer) : answerOf(found.answer)));
    }
    if (code.length > 0) {
      return computed.later(op, args, () => infra.call(name, op, [...args]));
    }
    recorded.note(op, args, { note: `${missing ?? ''} ${fixture.file} can answer for it.`.trim() });
    return isFetch ? responseOf({}) : undefined;
  });
}
