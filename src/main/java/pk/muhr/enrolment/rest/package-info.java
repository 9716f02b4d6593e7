/** The REST API of requests and certificates. It knows JSON and HTTP; the decisions are in {@code enrolment}. */
package pk.muhr.enrolment.rest;
