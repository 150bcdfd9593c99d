// What Compare shows below its curves, loaded after the answer and the curves are there.
import './compare-tests.js';
import './compare-values.js';
