/** Contestants as processes: started in turn, measured as a whole, compared pair by pair. */
package io.financeanalytics.bench.race;
