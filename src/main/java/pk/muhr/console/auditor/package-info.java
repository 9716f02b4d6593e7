/**
 * Pages of auditors: records and what proves them, the trail of one certificate, samples, refusals, exports. What is taken
 * here is on record as it is over the API: the same classes of {@code evidence} give it.
 */
package pk.muhr.console.auditor;
