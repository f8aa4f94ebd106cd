import { describe, expect, test } from 'vitest';
import { readEvent, sampleEvents } from './samples';

describe('the sample events', () => {
  test('Purchase has two line items, a value and an order id', () => {
    const { data } = sampleEvents.Purchase.payload;
    expect(data.contents).toHaveLength(2);
    const total = data.contents.reduce((sum, { quantity, item_price }) => sum + quantity * item_price, 0);
    expect(data).toMatchObject({ value: total, currency: 'USD', orderId: expect.any(String) });
  });

  test('PageView has a name and a category', () => {
    expect(sampleEvents.PageView.payload.data).toEqual({ name: 'Kitchen', category: 'Collection' });
  });

  test('AddToCart has one item, a value and a currency', () => {
    const { data } = sampleEvents.AddToCart.payload;
    expect(data.contents).toHaveLength(1);
    expect(data).toMatchObject({ value: 37, currency: 'USD' });
  });
});

describe('an event file', () => {
  test('may be a payload', () => {
    const payload = { eventName: 'Lead', data: { value: 1 } };
    expect(readEvent(payload, 'lead.json')).toEqual({ name: 'lead.json', payload });
  });

  test('may be fields of params', () => {
    const fields = { payload: { eventName: 'Lead' }, user: { email: 'a@b.example' } };
    expect(readEvent(fields, 'lead.json')).toEqual({ name: 'lead.json', ...fields });
    expect(readEvent({ userId: 'u1' }, 'lead.json')).toEqual({ name: 'lead.json', userId: 'u1' });
  });

  test.each([[null], [[]], ['text'], [{ payload: 1 }]])('cannot be %j', (value) => {
    expect(readEvent(value, 'x.json')).toEqual({ refused: expect.stringContaining('JSON object') });
  });
});
