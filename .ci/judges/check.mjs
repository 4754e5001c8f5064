// Shared by the judges in JavaScript.

const seen = { checks: 0, faults: 0 };

// check counts a check, and prints what is wrong if it is not good.
export function check(good, what) {
	seen.checks++;
	if (!good) {
		seen.faults++;
		console.log('FAULT: ' + what);
	}
}

// end prints the number of checks and faults, and exits with 1 if a check failed or none
// was made.
export function end(what) {
	console.log(`${what}: ${seen.checks} checks, ${seen.faults} faults`);
	process.exit(seen.faults > 0 || seen.checks === 0 ? 1 : 0);
}
