export default {
  title: 'Jar by Jar',
  url: 'https://jars.example/',
  language: 'en',
  description: 'Preserves and what went into them.',
  author: {
    name: 'Mo Brine',
    email: 'mo@jars.example',
  },
}
