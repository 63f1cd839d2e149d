println 'todo'
