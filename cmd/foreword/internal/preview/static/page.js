// The page works without this script. It loads the page again when a file of the
// site changed, keeps the list where it was, and goes on with the arrow keys.
(() => {
	const script = document.currentScript;
	const { generation, waiting } = document.documentElement.dataset;
	const events = new EventSource(script.dataset.events);
	let leaving = false; // loading again would undo the click
	addEventListener('beforeunload', () => { leaving = true; });
	events.onmessage = (event) => {
		if (!leaving && event.data !== generation) location.reload();
	};
	events.addEventListener('book', () => {
		if (!leaving && waiting !== undefined) location.reload();
	});
	if (waiting !== undefined) setTimeout(() => location.reload(), 3000); // the event may have come before
	addEventListener('pagehide', () => events.close());

	const lists = document.getElementById('lists');
	lists.scrollTop = Number(sessionStorage.getItem('scroll') ?? 0);
	lists.addEventListener('scroll', () => sessionStorage.setItem('scroll', lists.scrollTop));
	lists.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });

	addEventListener('keydown', (event) => {
		if (event.target instanceof HTMLInputElement || event.altKey || event.ctrlKey || event.metaKey) return;
		const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
		const link = rel && document.querySelector(`a[rel="${rel}"]`);
		if (link) location.href = link.href;
	});
})();
