import './styles/page.css';
import './frame/peasy-app.js';
