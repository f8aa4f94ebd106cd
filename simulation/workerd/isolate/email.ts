import { BindingCalls } from '../../sandbox/realm/bindings/call';
import type { DeclaredBinding } from '../../sandbox/realm/command';
import type { Infra } from './infra';

/** An email sender: workerd holds to the addresses that the manifest allows, and sends nothing. */
export function emailSender(declared: DeclaredBinding, infra: Infra): unknown {
  const calls = new BindingCalls(declared, 'captured', { executed: false });
  return { send: (...args: unknown[]) => calls.later('send', args, () => infra.call(declared.name, 'send', args)) };
}
