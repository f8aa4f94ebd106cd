// Once per page: let the shop's sign-up form subscribe without leaving the page.

const form = document.querySelector(params.manifest.variables.FORM_SELECTOR || '#tea-letter');
if (!(form instanceof HTMLFormElement) || params.executionContext.has('newsletter')) {
  return;
}
params.executionContext.set('newsletter', true);

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const email = String(new FormData(form).get('email') ?? '');
  const message = form.querySelector('[role="status"]');

  const response = await fetch(`${params.baseUrl}/providers/playground/subscribe`, {
    method: 'POST',
    body: new URLSearchParams({ email, userId: params.userId }),
  });

  if (message) {
    message.textContent = response.ok ? 'Almost done: please look into your inbox.' : 'That did not work. Is the address right?';
  }
  if (response.ok && params.consentData.categories.analytics) {
    params.sendTag({ eventName: 'Lead', data: { name: 'Tea letter' } });
  }
});
