/** What in the surroundings of a database may hurt it: facts, and what they mean. */
package io.vecgo.cli.doctor;
