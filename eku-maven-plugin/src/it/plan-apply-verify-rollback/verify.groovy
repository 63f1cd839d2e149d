println "todo"
