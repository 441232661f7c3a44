/**
 * What a team may fill in before it deploys the add-on, so that its members have nothing to set up.
 */

/**
 * The address of the team's service, such as 'https://leads.example.com'; '' lets everybody enter one in Settings.
 * With an address here nobody can enter another, and people sign in with their Google account unless they choose a key.
 *
 * @type {string}
 */
const SERVICE_URL = '';
